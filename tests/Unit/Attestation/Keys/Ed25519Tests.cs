using System.Security.Cryptography;
using Assay.Attestation.Keys;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Keys;

public sealed class Ed25519Tests
{
    private static readonly byte[] _data = [1, 2, 3];

    public Ed25519Tests() => Assert.SkipUnless(Ed25519.IsSupported, "There is no OpenSSL 3 here.");

    /// <summary>RFC 8032, 7.1, tests 1 to 3.</summary>
    [Theory]
    [InlineData(
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void The_signatures_of_the_RFC_are_right(string key, string data, string signature) =>
        Ed25519.Verify(Convert.FromHexString(key), Convert.FromHexString(data), Convert.FromHexString(signature)).ShouldBeTrue();

    [Fact]
    public void A_signature_is_right_for_its_message_and_no_other() => Prop.ForAll<byte[], byte>((data, change) =>
    {
        var signer = new Ed25519Signer();
        var signature = signer.Sign(data);
        var key = (Ed25519PublicKey)PublicKeys.FromSubjectPublicKeyInfo(signer.SubjectPublicKeyInfo).Value!;
        var other = signature.ToArray();
        other[change % other.Length] ^= (byte)(1 + (change & 0x7f));
        return key.Verify(data, signature) && !key.Verify([.. data, 0], signature) && !key.Verify(data, other) && !new Ed25519Signer().PublicKey.AsSpan().SequenceEqual(key.Raw.Span);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(31, 64)]
    [InlineData(33, 64)]
    [InlineData(32, 63)]
    [InlineData(32, 65)]
    [InlineData(0, 0)]
    public void Another_length_is_wrong(int key, int signature) => Ed25519.Verify(new byte[key], [1], new byte[signature]).ShouldBeFalse();

    [Fact]
    public void A_refused_signature_leaves_no_error_behind_for_others()
    {
        Ed25519.Verify(new byte[32], [1], new byte[64]);
        using var key = ECDsa.Create();
        var signature = key.SignData(_data, HashAlgorithmName.SHA256);
        key.VerifyData(_data, signature, HashAlgorithmName.SHA256).ShouldBeTrue();
    }
}
