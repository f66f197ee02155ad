using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms.Content;
using Assay.Attestation.Oms.Signing;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Versions;
using Assay.HashVerify.Sources;
using Assay.HashVerify.Sources.Signatures;
using NSubstitute;

namespace Assay.Tests.Unit.HashVerify.Sources;

public sealed class ModelSignaturesTests : IDisposable
{
    private static readonly byte[] _weights = Encoding.ASCII.GetBytes("weights");

    private readonly string _folder = Directory.CreateTempSubdirectory("assay-sig-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_signature_of_a_trusted_key_vouches_for_what_it_covers()
    {
        var answer = await AskAsync(await SignAsync(), Trust(_key));

        answer.Findings.ShouldBeEmpty();
        var statement = answer.Statements.ShouldHaveSingleItem();
        (statement.Path, statement.Digest, statement.By.Kind, statement.By.Strength).ShouldBe(
            ("model.bin", Convert.ToHexStringLower(SHA256.HashData(_weights)), VoucherKind.Signature, VoucherStrength.Strong));
    }

    [Fact]
    public async Task A_signature_of_nobody_here_is_present_and_no_more()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bundle = await SignAsync();

        foreach (var trust in (SignatureTrust[])[SignatureTrust.Nobody, Trust(other)])
        {
            var answer = await AskAsync(bundle, trust);
            answer.Statements.ShouldBeEmpty();
            var finding = answer.Findings.ShouldHaveSingleItem();
            (finding.Rule, finding.Severity).ShouldBe(("ASY-HSH-014", Severity.Info));
        }
    }

    [Fact]
    public async Task A_signature_that_was_altered_is_invalid()
    {
        var text = Encoding.UTF8.GetString(await SignAsync());
        var at = text.IndexOf("\"sig\"", StringComparison.Ordinal);
        var quote = text.IndexOf('"', text.IndexOf(':', at) + 1);
        var altered = text[..(quote + 20)] + (text[quote + 20] == 'A' ? 'B' : 'A') + text[(quote + 21)..];

        var finding = (await AskAsync(Encoding.UTF8.GetBytes(altered), Trust(_key))).Findings.ShouldHaveSingleItem();

        (finding.Rule, finding.Severity).ShouldBe(("ASY-HSH-013", Severity.High));
    }

    [Fact]
    public async Task A_signed_file_that_is_not_there_is_reported()
    {
        var answer = await AskAsync(await SignAsync(), Trust(_key), withWeights: false);

        answer.Findings.ShouldHaveSingleItem().Rule.ShouldBe("ASY-HSH-013");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PGP SIGNATURE-----")]
    [InlineData("{\"mediaType\": 1}")]
    public async Task Other_files_of_that_extension_are_passed_over(string text)
    {
        var answer = await AskAsync(Encoding.UTF8.GetBytes(text), Trust(_key));

        answer.Statements.ShouldBeEmpty();
        answer.Findings.ShouldBeEmpty();
        answer.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_that_cannot_be_read_stops_the_start_and_who_is_trusted_shows_in_the_digest()
    {
        var options = new SignatureTrustOptions();
        options.Keys.Add(Path.Combine(_folder, "absent.pem"));
        Should.Throw<InvalidOperationException>(() => SignatureTrust.Read(options)).Message.ShouldContain("absent.pem");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Trust(_key).Digest.ShouldNotBe(Trust(other).Digest);
        SignatureTrust.Read(new()).Digest.IsEmpty.ShouldBeTrue();
    }

    private SignatureTrust Trust(ECDsa key)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, key.ExportSubjectPublicKeyInfoPem());
        var options = new SignatureTrustOptions();
        options.Keys.Add(path);
        return SignatureTrust.Read(options);
    }

    private async Task<byte[]> SignAsync()
    {
        var files = Substitute.For<Assay.Attestation.Oms.Content.IModelFiles>();
        files.Name.Returns("model");
        files.List(default, default).ReturnsForAnyArgs([new ModelEntry("model.bin", ModelEntryKind.File, _weights.Length)]);
        files.Open(default!, default).ReturnsForAnyArgs(_ => ModelFileResult.Of(new Weights()));
        var signer = EcdsaSigner.FromPem(_key.ExportPkcs8PrivateKeyPem(), null);
        var signed = await new OmsSigner(files, signer.Value!, new()).SignAsync(TestContext.Current.CancellationToken);
        return signed.Bundle.ShouldNotBeNull(string.Join(' ', signed.Refusals));
    }

    private static Task<SourceAnswer> AskAsync(byte[] bundle, SignatureTrust trust, bool withWeights = true)
    {
        var signature = CombinationTests.File("model.sig");
        var weights = CombinationTests.File("model.bin") with { Sha256 = Sha256Digest.FromBytes(SHA256.HashData(_weights)) };
        var files = Substitute.For<Assay.HashVerify.Sources.IModelFiles>();
        files.ReadAsync(default!, default, default).ReturnsForAnyArgs((ReadOnlyMemory<byte>?)bundle);
        VersionFile[] all = withWeights ? [weights, signature] : [signature];
        return new ModelSignatures(trust, TimeProvider.System).AskAsync(new(CombinationTests.Version(all), TrustRecords.None, files), TestContext.Current.CancellationToken);
    }

    private sealed class Weights : IModelFile
    {
        public long Length => _weights.Length;

        public bool IsOutside => false;

        public int Read(Span<byte> buffer, long offset)
        {
            var rest = _weights.AsSpan((int)offset);
            var count = Math.Min(rest.Length, buffer.Length);
            rest[..count].CopyTo(buffer);
            return count;
        }

        public bool IsUnchanged() => true;

        public void Dispose()
        {
        }
    }
}
