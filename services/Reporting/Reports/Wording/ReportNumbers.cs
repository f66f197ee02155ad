using System.Globalization;
using Assay.Contracts.Values;

namespace Assay.Reporting.Reports.Wording;

/// <summary>Numbers as people read them; the same on every machine.</summary>
internal static class ReportNumbers
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Decimal units: <c>14.2 GB</c>.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 999.95 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? Plural(bytes, "byte") : string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }

    /// <summary><c>1 file</c>, <c>2 files</c>, <c>2 matches</c>.</summary>
    public static string Plural(long count, string noun, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? noun : plural ?? noun + "s")}");

    public static string Significant(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary><c>2 critical, 1 low</c>, worst first; <c>none</c> for none.</summary>
    public static string BySeverity(IEnumerable<Severity> severities)
    {
        var groups = severities.GroupBy(s => s).OrderByDescending(g => g.Key)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}"));
        var text = string.Join(", ", groups);
        return text.Length == 0 ? "none" : text;
    }
}
