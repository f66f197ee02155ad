using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Oms.Content;
using Assay.Attestation.Oms.Statements;
using Assay.Attestation.Oms.Trust;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms;

/// <summary>
/// Verifies model signatures (OpenSSF Model Signing 1.0, and the releases 0.2 to 1.1 of the reference implementation): first the signature over the
/// bytes of
/// the statement, then the statement in itself, then the model's files both ways. Nothing of a statement is used before its signature is verified,
/// and no file is touched before all names are checked. Strict unless asked otherwise.
/// </summary>
public static class OmsVerifier
{
    /// <summary>Verifies the signature and the statement alone, without a model.</summary>
    public static OmsVerification VerifyStatement(ReadOnlySpan<byte> bundle, OmsTrust trust, OmsOptions options)
    {
        var (findings, notes) = (new OmsFindings(options.IsLenient), new List<string>());
        var (signer, statement) = Verify(bundle, trust, options, findings, notes);
        return new(findings.Refusals, findings.LetPass, notes, signer, findings.HasRefusals ? null : statement, null);
    }

    /// <summary>Verifies everything.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<OmsVerification> VerifyAsync(
        ReadOnlyMemory<byte> bundle, IModelFiles files, OmsTrust trust, OmsOptions options, CancellationToken cancellation)
    {
        var (findings, notes) = (new OmsFindings(options.IsLenient), new List<string>());
        var (signer, statement) = Verify(bundle.Span, trust, options, findings, notes);
        if (statement is null || findings.HasRefusals) return new(findings.Refusals, findings.LetPass, notes, signer, null, null);
        var coverage = await new ContentCheck(statement, files, options, findings).RunAsync(cancellation);
        return new(findings.Refusals, findings.LetPass, notes, signer, statement, coverage);
    }

    private static (string? Signer, OmsStatement? Statement) Verify(
        ReadOnlySpan<byte> utf8, OmsTrust trust, OmsOptions options, OmsFindings findings, List<string> notes)
    {
        var parsed = SigstoreBundleJson.Parse(utf8);
        if (!parsed.IsOk)
        {
            var isCount = parsed.Reason.StartsWith(SigstoreBundleJson.NotOneSignature, StringComparison.Ordinal);
            findings.Add(isCount ? OmsReasons.SignatureCount : OmsReasons.Bundle, $"the signature is not a valid bundle: {parsed.Reason}");
            return default;
        }
        if (parsed.Value.Content is not EnvelopeContent content)
        {
            findings.Add(OmsReasons.ContentKind, "the bundle holds the signature of one artifact and not a signed statement about a model");
            return default;
        }
        if (content.Envelope.PayloadType != DsseEnvelope.InTotoPayloadType)
        {
            findings.Add(OmsReasons.PayloadType,
                $"the payload's type is '{EvidenceText.Quote(content.Envelope.PayloadType)}' and not '{DsseEnvelope.InTotoPayloadType}'");
            return default;
        }
        if (new SignerCheck(options, findings, notes).Check(parsed.Value, content, trust) is not { } verified) return default;
        var statement = new OmsStatementReader(findings).Read(content.Envelope.Payload);
        if (statement is not null && statement.Form != verified.Form)
        {
            findings.Add(OmsReasons.Signature,
                "the statement's form is not the one that its signature covers: release 0.2 signed in a way of its own");
            return (verified.Signer, null);
        }
        if (statement?.Form == OmsForm.V02)
            notes.Add("The signature has the form of release 0.2, which records neither options nor exclusions; sign again to renew it.");
        return (verified.Signer, statement);
    }
}
