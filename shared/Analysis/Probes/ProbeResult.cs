using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.Analysis.Probes;

/// <summary>What a probe says of one model.</summary>
/// <param name="Findings">What was seen; locations are left empty, the report fills in the file.</param>
/// <param name="Statistics">What was measured: a vector of named numbers, never a bare yes or no.</param>
/// <param name="PartialReason">Why a part was not examined; null where all was.</param>
public sealed record ProbeResult(IReadOnlyList<Finding> Findings, IReadOnlyList<ProbeReport> Statistics, string? PartialReason = null)
{
    /// <summary>Longest <see cref="HandOver"/> and <see cref="Checkpoint"/>, in bytes.</summary>
    public const int MaxPrivateBytes = 1 << 20;

    /// <summary>Why the probe is not for this model; null where it is. Then there is nothing else.</summary>
    public string? NotApplicable { get; init; }

    /// <summary>True: the runtime cannot run this model, so that no later probe needs to try.</summary>
    public bool ModelUnusable { get; init; }

    /// <summary>Evidence to look at; at most <see cref="ProbeAttachment.MaxCount"/>.</summary>
    public IReadOnlyList<ProbeAttachment> Attachments { get; init; } = [];

    /// <summary>For later probes alone (<see cref="ProbeContext.Earlier"/>); not reported, not kept. See <see cref="ProbeHandOver"/>.</summary>
    public byte[]? HandOver { get; init; }

    /// <summary>
    /// Set together with <see cref="PartialReason"/> where the time was up and the probe can go on from here: the worker starts it again with
    /// <see cref="ProbeContext.Resume"/> as long as the unit of work has time. Null: there is nothing to continue.
    /// </summary>
    public byte[]? Checkpoint { get; init; }

    /// <summary>A result that says that the probe has nothing to do with this model.</summary>
    public static ProbeResult Inapplicable(string reason) => new([], []) { NotApplicable = reason };
}
