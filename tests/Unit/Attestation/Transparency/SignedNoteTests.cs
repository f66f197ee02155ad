using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Keys;
using Assay.Attestation.Transparency;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Transparency;

public sealed class SignedNoteTests : IDisposable
{
    private const string Origin = "example.org/log";

    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly NoteKey _key;

    public SignedNoteTests() => _key = NoteKey.Of(Origin, EcdsaPublicKey.From(_signer)!).Value!;

    private static string Text => new Checkpoint(Origin, 5, new byte[32], ["extension"]).ToText();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public void A_checkpoint_that_its_log_signed_is_read()
    {
        var checkpoint = SignedCheckpoint.Verify(Signed(Text).ToString(), [_key]).Value!.Checkpoint;
        (checkpoint.Origin, checkpoint.Size, checkpoint.Extensions).ShouldBe((Origin, 5, checkpoint.Extensions));
        checkpoint.Root.ShouldBe(new byte[32]);
        checkpoint.Extensions.ShouldBe(["extension"]);
    }

    [Fact]
    public void The_id_of_an_ECDSA_key_begins_the_digest_of_its_encoding() =>
        _key.Id.ShouldBe(Convert.ToUInt32(Convert.ToHexString(SHA256.HashData(_signer.ExportSubjectPublicKeyInfo()))[..8], 16));

    [Fact]
    public void Signatures_by_unknown_keys_are_passed_over()
    {
        var note = Signed(Text);
        var stranger = note.Signatures[0] with { Name = "witness.example.org" };
        (note with { Signatures = [stranger, .. note.Signatures] }).VerifiedBy([_key]).Value.ShouldBe(_key);
        (note with { Signatures = [stranger] }).VerifiedBy([_key]).Reason!.ShouldContain("known key");
        note.VerifiedBy([]).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void A_wrong_signature_by_a_known_key_makes_the_note_invalid()
    {
        var note = Signed(Text);
        var wrong = note.Signatures[0] with { Signature = Signed(Text + "more\n").Signatures[0].Signature };
        (note with { Signatures = [.. note.Signatures, wrong] }).VerifiedBy([_key]).Reason!.ShouldContain("wrong");
    }

    [Fact]
    public void A_checkpoint_of_another_log_is_refused_though_the_key_is_known()
    {
        var other = new Checkpoint("example.org/other", 5, new byte[32]).ToText();
        SignedCheckpoint.Verify(Signed(other).ToString(), [_key]).Reason!.ShouldContain("another log");
    }

    [Fact]
    public void A_text_with_an_empty_line_is_signed_as_a_whole()
    {
        var note = Signed("first\n\nsecond\n");
        var read = SignedNote.Parse(note.ToString()).Value!;
        read.Text.ShouldBe("first\n\nsecond\n");
        read.VerifiedBy([_key]).IsOk.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAAAA==\n")]
    [InlineData("text\n\n— name AAAAAAA=")]
    [InlineData("text\n\n— name  AAAAAAA=\n")]
    [InlineData("text\n\n— na+me AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAAAAA=\nmore\n")]
    [InlineData("text\n\n— name AAAAAAB=\n")]
    [InlineData("te\txt\n\n— name AAAAAAA=\n")]
    [InlineData("te\rxt\n\n— name AAAAAAA=\n")]
    public void What_is_not_a_note_is_refused_with_a_reason(string note) => SignedNote.Parse(note).Reason.ShouldNotBeNullOrEmpty();

    [Theory]
    [InlineData("o\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("o\n5\n")]
    [InlineData("o\n05\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n-5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n")]
    [InlineData("o\n5\n47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n5\nAAAA\n")]
    [InlineData("\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("o\n5\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nx\n")]
    public void What_is_not_a_checkpoint_is_refused_with_a_reason(string text) => Checkpoint.Parse(text).Reason.ShouldNotBeNullOrEmpty();

    [Fact]
    public void No_changed_byte_of_a_note_is_accepted_with_another_meaning() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (place, change) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Signed(Text).ToString());
            bytes[place % bytes.Length] ^= (byte)change;
            var read = SignedNote.Parse(bytes);
            return !read.IsOk || !read.Value.VerifiedBy([_key]).IsOk || read.Value.Text == Text;
        }));

    [Fact]
    public void Key_texts_are_read_as_they_were_written_and_no_others()
    {
        var text = _key.ToKeyText();
        NoteKey.Parse(text).Value!.ToKeyText().ShouldBe(text);
        NoteKey.Parse(text.Replace(Origin, "example.org/loh")).IsOk.ShouldBeTrue("the id of an ECDSA key does not bind its name");
        NoteKey.Parse(Origin + "+00000000+" + text.Split('+', 3)[2]).Reason!.ShouldContain("id");
        NoteKey.Parse("no key").IsOk.ShouldBeFalse();
        // The number of unused bits in the bit string: the key itself is the same.
        var bytes = Convert.FromBase64String(text.Split('+', 3)[2]);
        bytes[26] = 2;
        NoteKey.Parse(text.Split('+', 3)[0] + "+" + text.Split('+', 3)[1] + "+" + Convert.ToBase64String(bytes)).IsOk.ShouldBeFalse();
        NoteKey.Parse(Origin + "+00000000+" + Convert.ToBase64String([9, 1, 2])).Reason!.ShouldContain("algorithm 9");
    }

    [Fact]
    public void Notes_are_verified_with_Ed25519_too()
    {
        var signer = new Ed25519Signer();
        var public_ = Ed25519PublicKey.FromSubjectPublicKeyInfo(signer.SubjectPublicKeyInfo).Value!;
        var key = NoteKey.Of(Origin, public_).Value!;
        NoteKey.Parse(key.ToKeyText()).Value!.Id.ShouldBe(key.Id);
        var note = new SignedNote(Text, [new(Origin, key.Id, signer.Sign(Encoding.UTF8.GetBytes(Text)))]);
        note.VerifiedBy([key]).IsOk.ShouldBeTrue();
        (note with { Text = Text + "x\n" }).VerifiedBy([key]).IsOk.ShouldBeFalse();
    }

    private SignedNote Signed(string text) => new(
        text, [new(Origin, _key.Id, _signer.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))]);
}
