namespace Assay.Analysis.Containers;

/// <summary>What a container reader is; checked at start-up together with the analysers.</summary>
/// <param name="Id">Lower-case words with hyphens.</param>
/// <param name="Version">Raised whenever it finds other members or reports other things.</param>
/// <param name="Accepts">Formats it opens.</param>
/// <param name="Rules">Rules of its own that it can report, besides the shared <see cref="ArchiveRules"/>.</param>
public sealed record ContainerManifest(string Id, int Version, IReadOnlyList<string> Accepts, IReadOnlyList<Rule> Rules)
{
    /// <summary>True for a reader that only searches bytes whose structure is not known: what it does not find stays unaccounted for.</summary>
    public bool IsSearch { get; init; }
}
