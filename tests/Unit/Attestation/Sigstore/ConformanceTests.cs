using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Attestation.Bundles;
using Assay.Attestation.Keys;
using Assay.Attestation.Sigstore;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Attestation.Sigstore;

/// <summary>Bundles of the client conformance suite and of the model signing project, made by others with real logs and authorities.</summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset _now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_bundle_of_the_conformance_suite_is_judged_as_the_suite_says()
    {
        var cases = ProvenanceCorpus.Cases("sigstore-conformance");
        var wrong = new List<string>();
        foreach (var line in cases)
        {
            var (reason, message) = Judge(line);
            output.WriteLine($"{line.Text("id")}: {line.Text("expect")}, {reason ?? "valid"} {message}");
            if (reason is null != (line.Text("expect") == "valid")) wrong.Add(line.Text("id"));
        }
        wrong.ShouldBeEmpty();
        cases.Count.ShouldBeGreaterThan(30);
    }

    [Theory]
    [InlineData("conf-checkpoint-bad-keyhint_fail", SigstoreReasons.CheckpointUnsigned)]
    [InlineData("conf-dsse-invalid-sig_fail", SigstoreReasons.SignatureWrong)]
    [InlineData("conf-dsse-mismatch-sig_fail", SigstoreReasons.LogEntryMismatch)]
    [InlineData("conf-rekor2-dsse-mismatch-sig_fail", SigstoreReasons.LogEntryMismatch)]
    [InlineData("conf-inclusion-proof-corrupted-hash_fail", SigstoreReasons.LogProofWrong)]
    [InlineData("conf-invalid-ct-key_fail", SigstoreReasons.CertificateLogUnknown)]
    [InlineData("conf-bundle-with-root-cert_fail", SigstoreReasons.CertificateRootIncluded)]
    [InlineData("conf-managed-key-no-key_fail", SigstoreReasons.KeyMissing)]
    [InlineData("conf-rekor2-no-inclusion-proof_fail", SigstoreReasons.LogProofMissing)]
    [InlineData("conf-rekor2-checkpoint-missing-root-hash_fail", SigstoreReasons.CheckpointMalformed)]
    [InlineData("conf-rekor2-timestamp-payload-mismatch_fail", SigstoreReasons.TimestampOfOtherSignature)]
    [InlineData("conf-rekor2-timestamp-outside-trust-root-tsa-validity_fail", SigstoreReasons.TimestampOutsideValidity)]
    [InlineData("conf-rekor2-timestamp-untrusted-tsa-without-embedded-cert_fail", SigstoreReasons.TimestampAuthorityUnknown)]
    [InlineData("conf-message-digest-mismatch_fail", SigstoreReasons.DigestMismatch)]
    [InlineData("conf-intoto-set-outside-signing-cert-validity_fail", SigstoreReasons.CertificatePath)]
    public void A_bundle_is_refused_for_the_reason_that_it_was_made_for(string id, string reason) =>
        Judge(ProvenanceCorpus.Cases("sigstore-conformance").Single(c => c.Text("id") == id)).Reason.ShouldBe(reason);

    [Theory]
    [InlineData("official-v1.0.0-sigstore", 1)]
    [InlineData("official-v1.1.0-sigstore", 2)]
    public void Signatures_of_the_model_signing_project_prove_their_statement(string id, int times)
    {
        var line = ProvenanceCorpus.Cases("oms-official").Single(c => c.Text("id") == id);

        var result = Verify(line, null, line.Text("identity"));

        result.Refusal.ShouldBeNull();
        result.Verified!.PayloadType.ShouldBe("application/vnd.in-toto+json");
        Encoding.UTF8.GetString(result.Verified.Payload.Span).ShouldContain("https://model_signing/signature/v1.0");
        result.Verified.Times.Count.ShouldBe(times);
        result.Verified.Signer.Identity.ShouldBe("stefanb@us.ibm.com");
        Verify(line, null, "someoneelse@us.ibm.com").Refusal!.Id.ShouldBe(SigstoreReasons.IdentityMismatch);
    }

    private static (string? Reason, string Message) Judge(JsonElement line)
    {
        var subject = SigstoreSubject.OfDigest(Sha256Digest.FromBytes(SHA256.HashData(ProvenanceCorpus.Bytes(line.Text("artifact")))));
        var parsed = SigstoreBundleJson.Parse(ProvenanceCorpus.Bytes(line.Text("signature")));
        if (!parsed.IsOk) return ("form", parsed.Reason);
        var refusal = Verify(line, subject, line.Text("identity")).Refusal;
        return (refusal?.Id, refusal?.Message ?? "");
    }

    private static SigstoreResult Verify(JsonElement line, SigstoreSubject? subject, string identity)
    {
        var root = TrustedRootReader.Read(ProvenanceCorpus.Bytes(line.Text("trusted_root")));
        root.Reason.ShouldBeNull();
        var policy = line.Text("public_key") is { Length: > 0 } key
            ? SigstorePolicy.ForKey(PublicKeys.FromFile(ProvenanceCorpus.Bytes(key)).Value!, _now)
            : SigstorePolicy.ForIdentity(identity, line.Text("issuer"), _now);
        return new SigstoreVerifier(root.Value!).Verify(SigstoreBundleJson.Parse(ProvenanceCorpus.Bytes(line.Text("signature"))).Value!, policy, subject);
    }
}
