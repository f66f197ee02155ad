using Assay.Contracts.Findings;
using Assay.Formats;
using Assay.Formats.Expansion;

namespace Assay.Analysis.Containers;

/// <summary>A container as its reader sees it.</summary>
/// <param name="bytes">Its bytes.</param>
/// <param name="format">Detected from content.</param>
/// <param name="member">Path of the container inside other containers; null for the artifact itself.</param>
/// <param name="budget">What may still be expanded; shared by the whole walk.</param>
/// <param name="maxMembers">Members that may still be opened.</param>
public sealed class ContainerContext(ByteSource bytes, string format, string? member, ExpansionBudget budget, int maxMembers)
{
    /// <summary>Findings kept of one rule in one container; the rest are counted.</summary>
    private const int MaxOfOneRule = 8;

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, int> _counts = [];

    public ByteSource Bytes { get; } = bytes;

    public string Format { get; } = format;

    public string? Member { get; } = member;

    public ExpansionBudget Budget { get; } = budget;

    public int MaxMembers { get; } = maxMembers;

    /// <summary>What was found wrong with the container so far.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Why the container was not examined to its end; null where it was.</summary>
    public string? PartialReason { get; private set; }

    /// <summary>Path of a member of this container.</summary>
    public string PathOf(string name) => Member is null ? name : Member + "!/" + name;

    /// <summary>A place in the container, or in one of its members.</summary>
    public FindingLocation At(string? name = null, long? offset = null) =>
        new("", name is not null ? EvidenceText.Quote(PathOf(name)) : Member is null ? null : EvidenceText.Quote(Member), offset);

    /// <summary>Reports something about the container; beyond a few of the same rule only the first are kept.</summary>
    public void Report(Finding finding)
    {
        var count = _counts[finding.Rule] = _counts.GetValueOrDefault(finding.Rule) + 1;
        if (count <= MaxOfOneRule) _findings.Add(finding);
    }

    /// <summary>Says that a part was left out.</summary>
    public void Partial(string reason) => PartialReason ??= reason;
}
