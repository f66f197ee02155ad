using Assay.Analysis;

namespace Assay.Inspect.Tasks;

/// <summary>What has to be found out about a file.</summary>
/// <param name="Walk">True where the walk's own fact is missing.</param>
/// <param name="Analysers">Analysers whose facts are missing.</param>
internal sealed record MissingFacts(bool Walk, IReadOnlyList<IAnalyser> Analysers)
{
    public bool Nothing => !Walk && Analysers.Count == 0;
}
