using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Assay.Attestation.Oms.Statements;

/// <summary>Names of ranges: <c>path:start:end</c>, the end exclusive. A path may hold colons itself.</summary>
internal static class ShardName
{
    /// <summary>False: it is no such name, or the range is not of this size at a multiple of it.</summary>
    public static bool TrySplit(string name, long shardSize, out string path, [NotNullWhen(true)] out ShardRange? range)
    {
        (path, range) = ("", null);
        var second = name.LastIndexOf(':');
        var first = second > 0 ? name.LastIndexOf(':', second - 1) : -1;
        if (first < 0 || !Number(name.AsSpan(first + 1, second - first - 1), out var start)
            || !Number(name.AsSpan(second + 1), out var end)) return false;
        if (start >= end || start % shardSize != 0 || end - start > shardSize) return false;
        (path, range) = (name[..first], new(start, end));
        return true;
    }

    public static string Of(string path, ShardRange range) => string.Create(CultureInfo.InvariantCulture, $"{path}:{range.Start}:{range.End}");

    /// <summary>One spelling for a number.</summary>
    private static bool Number(ReadOnlySpan<char> digits, out long value) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value) && (digits.Length == 1 || digits[0] != '0');
}
