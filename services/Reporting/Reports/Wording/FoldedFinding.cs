using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Wording;

/// <summary>Findings of one rule and one severity in one file: the first of them, and where the others are.</summary>
/// <param name="First">The one that is shown.</param>
/// <param name="Others">The rest, in the order of the report.</param>
internal sealed record FoldedFinding(PlacedFinding First, IReadOnlyList<PlacedFinding> Others)
{
    /// <summary>Places named of those that are folded away.</summary>
    private const int MaxPlaces = 3;

    public Finding Finding => First.Finding;

    public int Count => 1 + Others.Count;

    /// <summary>Of a model: worst first, facts before statistics, then in the order of the report.</summary>
    public static IReadOnlyList<FoldedFinding> Of(ModelReport model) =>
    [
        .. PlacedFinding.Of(model)
            .GroupBy(p => (p.Finding.Rule, p.Finding.Severity, p.Finding.IsFact, p.Path))
            .Select(group => new FoldedFinding(group.First(), [.. group.Skip(1)])),
    ];

    /// <summary><c>12 more like this in the same file: byte 40; byte 96; member a/b; and 9 more</c>; null where there are none.</summary>
    public string? More()
    {
        if (Others.Count == 0) return null;
        var places = Others.Select(Inside).OfType<string>().Distinct().ToList();
        var text = string.Create(CultureInfo.InvariantCulture, $"{Others.Count} more like this in the same file");
        if (places.Count == 0) return text;
        var rest = places.Count > MaxPlaces ? string.Create(CultureInfo.InvariantCulture, $"; and {places.Count - MaxPlaces} more places") : "";
        return $"{text}: {string.Join("; ", places.Take(MaxPlaces))}{rest}";
    }

    private static string? Inside(PlacedFinding placed)
    {
        var offset = placed.Finding.Location.Offset is { } at ? string.Create(CultureInfo.InvariantCulture, $"byte {at}") : null;
        return placed.Finding.Location.Member is { Length: > 0 } member ? offset is null ? member : $"{member}, {offset}" : offset;
    }
}
