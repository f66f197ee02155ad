using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;

namespace Assay.Analysis;

/// <summary>What an analyser gets to see of one artifact or member.</summary>
/// <param name="Artifact">SHA-256 of the outermost file.</param>
/// <param name="Format">Detected from content.</param>
/// <param name="Bytes">The bytes of the artifact or member.</param>
/// <param name="Member">Path inside containers, outermost first, joined with <c>!/</c>; null for the artifact itself. Untrusted.</param>
/// <param name="Depth">What may be read.</param>
public sealed record AnalysisContext(Sha256Digest Artifact, string Format, ByteSource Bytes, string? Member, Depth Depth)
{
    /// <summary>What the node's name claims, see <see cref="NameHint"/>; the name itself is not known, since a fact is about content.</summary>
    public string Hint { get; init; } = NameHint.None;

    /// <summary>A location inside this node. The path is filled in by the report, since content has no name.</summary>
    public FindingLocation At(long? offset = null) => new("", Member is null ? null : EvidenceText.Quote(Member), offset);
}
