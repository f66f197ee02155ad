using System.Globalization;
using System.Text;
using Assay.Attestation.Deployment;
using Assay.Attestation.Predicates;
using Assay.Contracts.Findings;

namespace Assay.Cli.Provenance.Deployment;

/// <summary>Results for people: the answer first, then why and what to do, then what the answer rests on.</summary>
internal static class DeploymentText
{
    public static string Of(DeploymentRequest request, DeploymentResult result)
    {
        var text = new StringBuilder();
        var target = EvidenceText.Quote(request.Target);
        text.AppendLine(result.IsValid ? $"VALID: {target} is what was attested, and may be deployed." : $"NOT VALID: do not deploy {target}.");
        foreach (var refusal in result.Refusals)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {refusal.Id}: {refusal.Message}");
            text.AppendLine(CultureInfo.InvariantCulture, $"    What to do: {refusal.Remedy}.");
        }
        if (!result.Manifest.IsEmpty) text.AppendLine(CultureInfo.InvariantCulture, $"Manifest: sha256:{result.Manifest.Hex}");
        if (result.Summary is { } summary) AppendSummary(text, summary);
        if (result.Approval is { } act) text.AppendLine(CultureInfo.InvariantCulture, $"Approved: {EvidenceText.Quote(act.Purl ?? act.Name)}, {act.At:u}, by {EvidenceText.Quote(act.ActorName)}");
        if (result.LogIndex is { } index) text.AppendLine(CultureInfo.InvariantCulture, $"In the log: entry {index}");
        foreach (var note in result.Notes) text.AppendLine(CultureInfo.InvariantCulture, $"Note: {note}");
        return text.ToString();
    }

    private static void AppendSummary(StringBuilder text, VerificationSummary summary)
    {
        var coverage = summary.Coverage;
        text.AppendLine(CultureInfo.InvariantCulture, $"Verdict: {coverage.Verdict.ToString().ToLowerInvariant()}, {summary.TimeVerified:u}, of {EvidenceText.Quote(summary.ResourceUri)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Depth: {coverage.Depth.ToString().ToLowerInvariant()}, {coverage.Manifest.Entries.Count} files, {coverage.BytesRead} bytes read");
        text.AppendLine(CultureInfo.InvariantCulture, $"Policy: sha256:{summary.Policy.Sha256.Hex}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Verifier: {EvidenceText.Quote(summary.Verifier)}");
    }
}
