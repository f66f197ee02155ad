using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Wording;

/// <summary>Who vouches for a model's files, in one line. The text holds untrusted parts: it is escaped by whoever prints it.</summary>
internal static class VouchingWords
{
    private const int MaxSources = 4;

    private const int MaxNamed = 3;

    /// <summary>Null where digests were not compared, or no file was read whole.</summary>
    public static string? Line(ModelReport model)
    {
        if (model.Vouching is not { Files: > 0 } vouching) return null;
        if (vouching.By.Count == 0) return $"Vouched: none of {ReportNumbers.Plural(vouching.Files, "file")}; no trusted source knows any of them.";
        var named = vouching.By.Take(MaxSources).Select(v => $"{(v.Kind == VoucherKind.List ? "list " : "")}{v.Source} ({v.Strength.ToString().ToLowerInvariant()}, {v.Files})");
        var more = vouching.By.Count > MaxSources ? $" and {vouching.By.Count - MaxSources} more" : "";
        return $"Vouched: {vouching.Vouched} of {ReportNumbers.Plural(vouching.Files, "file")} by {string.Join(", ", named)}{more}{Nobody(vouching)}.";
    }

    private static string Nobody(VouchingReport vouching)
    {
        if (vouching.UnvouchedCount == 0) return "";
        var rest = vouching.UnvouchedCount - Math.Min(MaxNamed, vouching.Unvouched.Count);
        return $"; nobody vouches for {string.Join(", ", vouching.Unvouched.Take(MaxNamed))}{(rest > 0 ? $" and {rest} more" : "")}";
    }
}
