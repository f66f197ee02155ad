using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Wording;

/// <summary>A finding with the file that it was seen in.</summary>
internal sealed record PlacedFinding(Finding Finding, string Path)
{
    /// <summary>All findings of a model: worst first, facts before statistics, then in the order of the report.</summary>
    public static IReadOnlyList<PlacedFinding> Of(ModelReport model) =>
    [
        .. model.Artifacts
            .SelectMany(artifact => artifact.Findings.Select(finding => new PlacedFinding(finding, PathOf(finding, artifact))))
            .OrderByDescending(placed => placed.Finding.Severity)
            .ThenByDescending(placed => placed.Finding.IsFact),
    ];

    /// <summary>Findings that the policy does not count, with the file that each was seen in.</summary>
    public static IReadOnlyList<(PlacedFinding Placed, SuppressedFinding Suppressed)> SuppressedIn(ModelReport model) =>
    [
        .. model.Artifacts
            .SelectMany(artifact => artifact.Suppressed.Select(s => (new PlacedFinding(s.Finding, PathOf(s.Finding, artifact)), s)))
            .Select(pair => (Placed: pair.Item1, Suppressed: pair.s))
            .OrderByDescending(s => s.Placed.Finding.Severity),
    ];

    /// <summary><c>model.pt, member archive/data.pkl, byte 12</c>; never empty.</summary>
    public string Place
    {
        get
        {
            var place = Path.Length == 0 ? "the model as a whole" : Path;
            if (Finding.Location.Member is { Length: > 0 } member) place += ", member " + member;
            if (Finding.Location.Offset is { } offset) place += string.Create(CultureInfo.InvariantCulture, $", byte {offset}");
            return place;
        }
    }

    private static string PathOf(Finding finding, ArtifactReport artifact) =>
        finding.Location.Path.Length > 0 ? finding.Location.Path : artifact.Path;
}
