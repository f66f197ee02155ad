using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.GpuProbe.Protocol;

/// <summary>
/// Rebuilds a result that came from a child out of what the worker knows: titles and references are the manifest's, texts are quoted and bounded, and
/// anything else is refused.
/// </summary>
public static class ResultCheck
{
    /// <summary>More findings or statistics than any probe has to say of one model.</summary>
    private const int MaxItems = 256;

    private const int MaxEvidence = 32;
    private const int MaxMessage = 1024;
    private const int MaxName = 64;

    /// <exception cref="ProbeProtocolException">The result is not one that this probe may give.</exception>
    public static ProbeResult Rebuild(ProbeManifest manifest, ProbeResult untrusted)
    {
        if (untrusted.Findings.Count > MaxItems || untrusted.Statistics.Count > MaxItems)
        {
            throw new ProbeProtocolException($"A result holds more than {MaxItems} findings or statistics.");
        }
        return new(
            [.. untrusted.Findings.Select(finding => Rebuild(manifest, finding))],
            [.. untrusted.Statistics.Select(statistic => Rebuild(manifest, statistic))],
            untrusted.PartialReason is null ? null : EvidenceText.Quote(untrusted.PartialReason, MaxMessage))
        {
            NotApplicable = untrusted.NotApplicable is null ? null : EvidenceText.Quote(untrusted.NotApplicable, MaxMessage),
            ModelUnusable = untrusted.ModelUnusable,
            Attachments = AttachmentCheck.Rebuild(untrusted.Attachments),
            HandOver = Private(untrusted.HandOver),
            Checkpoint = Private(untrusted.Checkpoint),
        };
    }

    private static byte[]? Private(byte[]? bytes) => bytes is { Length: > ProbeResult.MaxPrivateBytes }
        ? throw new ProbeProtocolException($"What is left for later has {bytes.Length} bytes, more than {ProbeResult.MaxPrivateBytes}.")
        : bytes;

    private static Finding Rebuild(ProbeManifest manifest, Finding finding)
    {
        var rule = manifest.Rules.FirstOrDefault(rule => rule.Id == finding.Rule)
            ?? throw new ProbeProtocolException($"{manifest.Id} has no rule {EvidenceText.Quote(finding.Rule, MaxName)}.");
        if (!Enum.IsDefined(finding.Severity) || !Enum.IsDefined(finding.Confidence)) throw new ProbeProtocolException("A finding has an unknown severity.");
        var message = EvidenceText.Quote(finding.Message, MaxMessage);
        return rule.Report(finding.Severity, finding.Confidence, message, new(""), Rebuild(finding.Evidence)) with { IsFact = finding.IsFact };
    }

    private static ProbeReport Rebuild(ProbeManifest manifest, ProbeReport statistic)
    {
        foreach (var number in new[] { statistic.Value, statistic.PValue, statistic.Probability })
        {
            if (number is { } value && !double.IsFinite(value)) throw new ProbeProtocolException("A statistic is not a finite number.");
        }
        if (statistic.PValue is < 0 or > 1 || statistic.Probability is < 0 or > 1) throw new ProbeProtocolException("A probability is not between 0 and 1.");
        if (statistic.PUpper is { } upper && !(upper is >= 0 and <= 1)) throw new ProbeProtocolException("A bound is not between 0 and 1.");
        if (statistic.Direction is { } direction && !Enum.IsDefined(direction)) throw new ProbeProtocolException("A statistic has an unknown direction.");
        return statistic with
        {
            Stratum = statistic.Stratum is null ? null : EvidenceText.Quote(statistic.Stratum, MaxName),
            Probe = manifest.Id,
            Path = "",
            Statistic = EvidenceText.Quote(statistic.Statistic, MaxName),
            Evidence = Rebuild(statistic.Evidence),
        };
    }

    private static IReadOnlyList<Evidence> Rebuild(IReadOnlyList<Evidence> evidence) => evidence.Count > MaxEvidence
        ? throw new ProbeProtocolException($"More than {MaxEvidence} pieces of evidence.")
        : [.. evidence.Select(item => new Evidence(EvidenceText.Quote(item.Label, MaxName), EvidenceText.Quote(item.Value)))];
}
