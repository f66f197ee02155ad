using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Versions;

namespace Assay.Domain.Tasks;

/// <summary>What a task has found out. Written in one transaction with the task's end.</summary>
public sealed record TaskResult
{
    public static TaskResult Nothing { get; } = new();

    /// <summary>Ingest: the version that the target resolved to, with its files.</summary>
    public ModelVersion? Version { get; init; }

    /// <summary>Ingest at depth probe: the bases that the version declares.</summary>
    public IReadOnlyList<BaseModel> Bases { get; init; } = [];

    /// <summary>Facts about content; those that are known already are left as they are.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];
}
