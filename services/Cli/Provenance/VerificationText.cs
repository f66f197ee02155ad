using System.Globalization;
using System.Text;
using Assay.Attestation.Oms;
using Assay.Contracts.Findings;

namespace Assay.Cli.Provenance;

/// <summary>Results for people: the answer first, then why, then what the answer does not cover.</summary>
internal static class VerificationText
{
    private const int MostListed = 10;

    public static string Of(VerifyRequest request, OmsVerification result)
    {
        var text = new StringBuilder();
        var target = EvidenceText.Quote(request.Target);
        text.AppendLine(result.IsValid ? $"VALID: {target} is what was signed." : $"NOT VALID: do not use {target}.");
        foreach (var reason in result.Refusals) text.AppendLine(CultureInfo.InvariantCulture, $"  {reason.Id}: {reason.Message}");
        if (result.Signer is { } signer) text.AppendLine(CultureInfo.InvariantCulture, $"Signed by: {signer}");
        if (result.Coverage is { } coverage) AppendCoverage(text, coverage, result.IsValid);
        foreach (var note in result.Notes) text.AppendLine(CultureInfo.InvariantCulture, $"Note: {note}");
        if (result.LetPass.Count > 0) text.AppendLine("Let pass, because --lenient was given:");
        foreach (var reason in result.LetPass) text.AppendLine(CultureInfo.InvariantCulture, $"  {reason.Id}: {reason.Message}");
        return text.ToString();
    }

    private static void AppendCoverage(StringBuilder text, OmsCoverage coverage, bool isValid)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"Covered by the signature: {coverage.Covered} {(coverage.Covered == 1 ? "file" : "files")}, {Bytes(coverage.CoveredBytes)}.");
        if (coverage.IsComplete)
        {
            if (isValid) text.AppendLine("Every file of the model is covered.");
            return;
        }
        AppendList(text, "Not in the signature", coverage.Unsigned);
        AppendList(text, "Excluded from the signature", coverage.Ignored);
        if (coverage.UncoveredWeightsOrCode.Count > 0)
            AppendList(text, "WARNING: weights or code that nobody signed", coverage.UncoveredWeightsOrCode);
    }

    private static void AppendList(StringBuilder text, string title, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0) return;
        var more = paths.Count > MostListed ? $" and {paths.Count - MostListed} more" : "";
        var listed = string.Join(", ", paths.Take(MostListed).Select(p => EvidenceText.Quote(p)));
        text.AppendLine(CultureInfo.InvariantCulture, $"{title}: {listed}{more}");
    }

    private static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB"),
    };
}
