using System.Text.Json.Serialization;
using Assay.Contracts.Values;

namespace Assay.Contracts.Reports;

/// <summary>Everything that is said of one model version.</summary>
/// <param name="Target">As the user named it.</param>
/// <param name="Verdict">By the policy named in <paramref name="Policy"/>.</param>
/// <param name="Reasons">Why the verdict is what it is, most important first, one sentence each.</param>
/// <param name="Depth">How far the scan has read.</param>
/// <param name="Coverage">What ran, what did not, and why.</param>
/// <param name="TrojanProbability">Combined probability of hidden behaviour, 0 to 1; null where the model was not probed.</param>
/// <param name="Artifacts">Every file of the version.</param>
/// <param name="Probes">Statistics of the probes that ran.</param>
/// <param name="Source">Where the version came from.</param>
/// <param name="Policy">Which policy decided.</param>
/// <param name="ScanId">The scan in the ledger.</param>
public sealed record ModelReport(
    string Target,
    VerdictKind Verdict,
    IReadOnlyList<string> Reasons,
    Depth Depth,
    CoverageReport Coverage,
    double? TrojanProbability,
    IReadOnlyList<ArtifactReport> Artifacts,
    IReadOnlyList<ProbeReport> Probes,
    SourceReport? Source,
    PolicyReport Policy,
    Guid ScanId)
{
    /// <summary>What the probability says at 1 % false alarms; null where there is no probability.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperatingPoint? OperatingPoint { get; init; }

    /// <summary>Pictures and texts of the probes; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AttachmentReport>? Attachments { get; init; }

    /// <summary>Identity of the content: every name, size and digest bound together; null where not every file was read whole.</summary>
    public Sha256Digest ManifestDigest { get; init; }

    /// <summary>Package URL of the version, <c>pkg:huggingface/org/name@commit</c>; null where it has none.</summary>
    public string? Purl { get; init; }

    /// <summary>Who vouches for the files; null where digests were not compared.</summary>
    public VouchingReport? Vouching { get; init; }

    /// <summary>The report of a model that was not looked at. To leave it out of a run would read as if nothing was left to look at.</summary>
    public static ModelReport OfNothing(string target, string reason, PolicyReport policy, Guid scanId) =>
        new(target, VerdictKind.Incomplete, [reason], Depth.Metadata, new(0, 0, 0, 0, [], []), null, [], [], null, policy, scanId);
}
