using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Tasks;

namespace Assay.Domain.Scans;

/// <summary>A model file with the files that belong to it.</summary>
/// <param name="File">What the runtime opens.</param>
/// <param name="Format">As the walk detected it.</param>
/// <param name="Companions">Files of the same folder that may hold its external data.</param>
/// <param name="Subject">Key of the facts about it: the file's own digest, or, with companions, a digest over all of them.</param>
public sealed record ProbeSubject(SubjectFile File, string Format, IReadOnlyList<SubjectFile> Companions, Sha256Digest Subject)
{
    /// <summary>What it is compared with; null for nothing.</summary>
    public ReferenceModel? Reference { get; init; }

    /// <summary>Key of what a probe says of it: only the comparison depends on the reference.</summary>
    public Sha256Digest SubjectFor(AnalyserDescriptor probe) => ProbeSubjects.KeyFor(probe, Subject, Reference);

    /// <summary>All keys that facts about it may have.</summary>
    public IReadOnlyList<Sha256Digest> Subjects => Reference is null ? [Subject] : [Subject, ProbeSubjects.Key(Subject, Reference)];
}
