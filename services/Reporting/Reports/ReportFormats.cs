namespace Assay.Reporting.Reports;

/// <summary>The renderers by name.</summary>
public sealed class ReportFormats
{
    private readonly SortedDictionary<string, IReportRenderer> renderers = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidOperationException">Two renderers have the same name.</exception>
    public ReportFormats(IEnumerable<IReportRenderer> all)
    {
        foreach (var renderer in all)
        {
            if (!renderers.TryAdd(renderer.Format, renderer))
            {
                throw new InvalidOperationException(
                    $"Two report renderers are called '{renderer.Format}': {renderers[renderer.Format].GetType()} and {renderer.GetType()}.");
            }
        }
    }

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyCollection<string> Names => renderers.Keys;

    /// <summary>In alphabetical order of their names.</summary>
    public IReadOnlyCollection<IReportRenderer> All => renderers.Values;

    /// <summary>The renderer of this name, in any case; null where there is none.</summary>
    public IReportRenderer? Find(string? format) => format is not null && renderers.TryGetValue(format, out var renderer) ? renderer : null;
}
