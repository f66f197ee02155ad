using System.Formats.Asn1;
using Assay.Attestation.Json;

namespace Assay.Attestation.Keys;

/// <summary>An Ed25519 key (RFC 8410).</summary>
public sealed class Ed25519PublicKey : IPublicKey
{
    /// <summary><c>id-Ed25519</c>.</summary>
    public const string Oid = "1.3.101.112";

    private readonly byte[] _key;

    private Ed25519PublicKey(byte[] key, byte[] subjectPublicKeyInfo) => (_key, SubjectPublicKeyInfo) = (key, subjectPublicKeyInfo);

    /// <summary>32 bytes.</summary>
    public ReadOnlyMemory<byte> Raw => _key;

    /// <inheritdoc/>
    public string Algorithm => "Ed25519";

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>Reads a SubjectPublicKeyInfo in DER.</summary>
    public static Parsed<IPublicKey> FromSubjectPublicKeyInfo(ReadOnlySpan<byte> der)
    {
        try
        {
            var reader = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
            var info = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var algorithm = info.ReadSequence();
            var oid = algorithm.ReadObjectIdentifier();
            algorithm.ThrowIfNotEmpty();
            var bits = info.ReadBitString(out var unused);
            info.ThrowIfNotEmpty();
            if (oid != Oid || unused != 0 || bits.Length != Ed25519.KeyLength) return Parsed.Failed<IPublicKey>("the bytes are not an Ed25519 key");
            return Ed25519.IsSupported ? new Ed25519PublicKey(bits, der.ToArray()) : Parsed.Failed<IPublicKey>(Ed25519.HowToSupport);
        }
        catch (AsnContentException)
        {
            return Parsed.Failed<IPublicKey>("the bytes are not an Ed25519 key");
        }
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Ed25519.Verify(_key, data, signature);
}
