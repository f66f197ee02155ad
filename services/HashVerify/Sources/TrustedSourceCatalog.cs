namespace Assay.HashVerify.Sources;

/// <summary>All sources, in the order of their ids, checked for clashes once.</summary>
public sealed class TrustedSourceCatalog
{
    /// <exception cref="InvalidOperationException">Two sources have the same id.</exception>
    public TrustedSourceCatalog(IEnumerable<ITrustedSource> sources)
    {
        All = [.. sources.OrderBy(s => s.Id, StringComparer.Ordinal)];
        var doubled = All.GroupBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (doubled is null) return;
        throw new InvalidOperationException($"Two trusted sources are called '{doubled.Key}': {string.Join(", ", doubled.Select(s => s.GetType().Name))}.");
    }

    public IReadOnlyList<ITrustedSource> All { get; }
}
