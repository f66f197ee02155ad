namespace Assay.Domain.Tasks;

/// <summary>What a task is about. Empty for Ingest, whose subject is the scan's target, and for HashVerify, whose subject is the version.</summary>
/// <param name="Files">The files to examine.</param>
/// <param name="Companions">Files that must lie beside them for the examination, e.g. a model's external data.</param>
public sealed record TaskSubject(IReadOnlyList<SubjectFile> Files, IReadOnlyList<SubjectFile> Companions)
{
    /// <summary>Another model that the files are compared with; null for none.</summary>
    public ReferenceModel? Reference { get; init; }

    public static TaskSubject None { get; } = new([], []);

    public static TaskSubject Of(params IReadOnlyList<SubjectFile> files) => new(files, []);
}
