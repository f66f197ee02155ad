namespace Assay.Ingest.Sources;

/// <summary>All sources, checked for clashes once.</summary>
public sealed class SourceCatalog
{
    private readonly IReadOnlyList<ISource> _sources;

    /// <exception cref="InvalidOperationException">Two sources have the same kind.</exception>
    public SourceCatalog(IEnumerable<ISource> sources)
    {
        _sources = [.. sources];
        var doubled = _sources.GroupBy(s => s.Kind, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (doubled is null) return;
        throw new InvalidOperationException($"Two sources are called '{doubled.Key}': {string.Join(", ", doubled.Select(s => s.GetType().Name))}.");
    }

    /// <summary>The source for a target; null where none knows its form.</summary>
    public ISource? Find(string target) => _sources.FirstOrDefault(s => s.Accepts(target));

    public IReadOnlyList<string> Kinds => [.. _sources.Select(s => s.Kind)];
}
