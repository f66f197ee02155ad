using System.Globalization;

namespace Assay.Attestation.Transparency;

/// <summary>
/// How tiles are numbered in paths: groups of three digits, all but the last with an <c>x</c> before it, and <c>.p/W</c> for a partial one.
/// </summary>
public static class TilePath
{
    /// <summary>10^18 tiles are more than a log can have, and fit a <c>long</c>.</summary>
    private const int MostGroups = 6;

    /// <summary>Such as <c>067</c>, <c>x001/x234/067</c> or <c>000.p/5</c>.</summary>
    public static string Of(long index, int width)
    {
        var path = (index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (index /= 1000; index > 0; index /= 1000) path = string.Create(CultureInfo.InvariantCulture, $"x{index % 1000:000}/{path}");
        return width == TileAddress.FullWidth ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.p/{width}");
    }

    /// <summary>Reads what <see cref="Of"/> writes; null for anything else, another spelling of the same number included.</summary>
    public static (long Index, int Width)? Parse(string path)
    {
        if (path.Length > MostGroups * 5 + 8) return null;
        var width = TileAddress.FullWidth;
        var digits = path;
        if (path.IndexOf(".p/", StringComparison.Ordinal) is >= 0 and var at)
        {
            if (!int.TryParse(path.AsSpan(at + 3), NumberStyles.None, CultureInfo.InvariantCulture, out width)) return null;
            digits = path[..at];
        }
        if (width is < 1 or > TileAddress.FullWidth) return null;
        var groups = digits.Split('/');
        if (groups.Length > MostGroups) return null;
        var index = 0L;
        foreach (var group in groups)
        {
            if (!int.TryParse(group.AsSpan(group.StartsWith('x') ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number > 999)
                return null;
            index = index * 1000 + number;
        }
        return Of(index, width) == path ? (index, width) : null;
    }
}
