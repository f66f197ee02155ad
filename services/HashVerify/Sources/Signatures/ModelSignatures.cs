using Assay.Attestation.Bundles;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms;
using Assay.Attestation.Oms.Statements;
using Assay.Attestation.Oms.Trust;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Sources.Signatures;

/// <summary>
/// Model signatures (OpenSSF Model Signing) in the root of the model. Three outcomes are kept apart: valid by a signer who is trusted here, invalid, and
/// present without anybody here trusting its signer.
/// </summary>
internal sealed class ModelSignatures(SignatureTrust trust, TimeProvider clock) : ITrustedSource
{
    /// <summary>A signature of a hundred thousand files.</summary>
    private const int MaxBytes = 32 << 20;

    private const int MaxSignatures = 16;

    public string Id => "signatures";

    public async Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken)
    {
        var (statements, findings, notes) = (new List<Statement>(), new List<Finding>(), new List<string>());
        foreach (var file in question.Version.Files.Where(f => f.State == FileState.Stored && IsSignature(f.Path)).Take(MaxSignatures))
        {
            if (await question.Files.ReadAsync(file, MaxBytes, cancellationToken) is not { } bytes) continue;
            // Detached signatures of other tools have the same extension.
            var bundle = SigstoreBundleJson.Parse(bytes.Span);
            if (!bundle.IsOk || bundle.Value.Content is not EnvelopeContent) continue;
            Judge(file.Path, bytes.Span, bundle.Value, question.Version, statements, findings, notes);
        }
        return new(statements, findings, notes);
    }

    private void Judge(
        string path, ReadOnlySpan<byte> bytes, SigstoreBundle bundle, ModelVersion version, List<Statement> statements, List<Finding> findings, List<string> notes)
    {
        OmsReason? invalid = null;
        foreach (var signer in trust.All)
        {
            var verified = OmsVerifier.VerifyStatement(bytes, signer, new() { At = clock.GetUtcNow(), SignaturePath = path });
            if (verified is { IsValid: true, Statement: { } statement })
            {
                Accept(path, verified.Signer ?? "unnamed signer", statement, version, statements, findings, notes);
                return;
            }
            if (!IsOfSomebodyElse(bundle, signer, verified)) invalid ??= verified.Refusals[0];
        }
        var location = new FindingLocation(EvidenceText.Quote(path, maxLength: 1024));
        findings.Add(invalid is not null
            ? TrustRules.InvalidSignature.Report($"The signature is refused: {invalid.Message}.", location, new Evidence("reason", invalid.Id))
            : TrustRules.UntrustedSignature.Report("The model is signed, and none of the signers that this installation trusts made the signature.", location));
    }

    /// <summary>A trusted signer that has nothing to do with the bundle says nothing about it.</summary>
    private static bool IsOfSomebodyElse(SigstoreBundle bundle, OmsTrust signer, OmsVerification verified)
    {
        if (verified.Refusals.All(r => r.Id is OmsReasons.Method or OmsReasons.CertificateChain or OmsReasons.Key)) return true;
        return signer is KeyTrust(var key) && bundle.Material is PublicKeyMaterial { Hint: { Length: > 0 } hint } && hint != KeyHint.Of(key);
    }

    private static void Accept(
        string path, string signer, OmsStatement signed, ModelVersion version, List<Statement> statements, List<Finding> findings, List<string> notes)
    {
        if (signed.Hash != OmsHashType.Sha256 || signed.ShardSize is not null)
        {
            notes.Add($"{EvidenceText.Quote(path)} is signed by {signer}, by ranges or with another hash than SHA-256: `assay verify` compares its files");
            return;
        }
        var by = new Voucher($"signature by {signer}", VoucherKind.Signature, VoucherStrength.Strong, Voucher.Sha256);
        var files = version.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        var absent = new List<string>();
        foreach (var resource in signed.Resources)
        {
            var name = resource.Path == "." && version.Files.Count == 2 ? version.Files.First(f => f.Path != path).Path : resource.Path;
            if (files.Contains(name)) statements.Add(new(Says.Genuine, name, Convert.ToHexStringLower(resource.Digest), by, SourcePrecedence.Signature));
            else absent.Add(name);
        }
        if (absent.Count == 0) return;
        findings.Add(TrustRules.InvalidSignature.Report(
            $"{absent.Count} of {signed.Resources.Count} files that {signer} signed are not in the model.",
            new(EvidenceText.Quote(path, maxLength: 1024)),
            Evidence.Quoted("absent", absent[0])));
    }

    private static bool IsSignature(string path) => !path.Contains('/', StringComparison.Ordinal) && path.EndsWith(".sig", StringComparison.OrdinalIgnoreCase);
}
