namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>A model on the stand-in.</summary>
/// <param name="Name"><c>org/name</c>.</param>
/// <param name="Files">In the order of the listing.</param>
public sealed record StandInModel(string Name, params IReadOnlyList<StandInFile> Files)
{
    public string Id { get; init; } = "621ffdc136468d709f17a5b1";

    public string Commit { get; init; } = "11c5a3d5811f50298f278a704980280950aedb10";

    /// <summary>Branches and tags besides main.</summary>
    public IReadOnlyList<string> Revisions { get; init; } = [];

    public bool IsGated { get; init; }

    public bool IsDisabled { get; init; }

    /// <summary>Only who sends a token sees it.</summary>
    public bool IsPrivate { get; init; }

    public bool Knows(string revision) => revision == "main" || revision == Commit || Revisions.Contains(revision);
}
