using System.Globalization;
using Assay.Storage.Ledger.Rows;
using Assay.Storage.Sql;

namespace Assay.Storage.Views;

/// <summary>The query of a page of scans. A cursor is the number of the last scan that was shown.</summary>
internal static class ScanQuery
{
    public static string Cursor(long sequence) => sequence.ToString(CultureInfo.InvariantCulture);

    /// <exception cref="ArgumentException">The filter's cursor is none of ours.</exception>
    public static Statement Of(ScanFilter filter, int limit)
    {
        var conditions = new List<string> { "1 = 1" };
        var arguments = new List<(string Name, object? Value)>();
        Add("s.run_id = @run", "run", filter.RunId);
        Add("s.state = @state", "state", filter.State);
        Add("s.verdict = @verdict", "verdict", filter.Verdict);
        Add("s.lane = @lane", "lane", filter.Lane);
        // Not LIKE, in which the text would be a pattern.
        Add("length(replace(s.target_folded, @text, '')) < length(s.target_folded)", "text", Folded(filter.TargetContains));
        Add("s.seq < @after", "after", Sequence(filter.After));
        arguments.Add(("limit", limit));
        // Row order or index scans_by_age; scans_by_run and scans_by_state where they are asked for.
        return new Statement(
            $"SELECT {ScanColumns.OfS}, s.seq FROM scans s WHERE {string.Join(" AND ", conditions)} ORDER BY s.seq DESC LIMIT @limit", [.. arguments]);

        void Add(string condition, string name, object? value)
        {
            if (value is null) return;
            conditions.Add(condition);
            arguments.Add((name, value));
        }
    }

    private static string? Folded(string? text) => string.IsNullOrEmpty(text) ? null : text.ToLowerInvariant();

    private static long? Sequence(string? cursor)
    {
        if (cursor is null) return null;
        return long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : throw new ArgumentException("The cursor is not one that a page of scans gave out. Ask for the first page again.", nameof(cursor));
    }
}
