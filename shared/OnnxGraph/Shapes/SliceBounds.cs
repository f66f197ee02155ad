namespace Assay.OnnxGraph.Shapes;

/// <summary>What a Slice cuts out.</summary>
internal static class SliceBounds
{
    /// <summary>The axes that are cut; null where they are not known.</summary>
    public static IReadOnlyList<long>? Axes(NodeScope s)
    {
        if (s.Has(3)) return s.In(3).Integers;
        if (s.Node.Integers("axes") is { } given) return given;
        var count = s.Node.Integers("starts")?.Count ?? (s.In(1).Shape is [{ Size: >= 0 and <= 64 and { } n }] ? (int?)n : null);
        return count is null ? null : [.. Enumerable.Range(0, count.Value).Select(i => (long)i)];
    }

    /// <summary>First and last bound and step along one axis of a known size, as the operator clamps them; null where they are not known.</summary>
    public static (long Start, long End, long Step, long Length)? Of(NodeScope s, int index, long size)
    {
        var (starts, ends) = (s.List("starts", 1), s.List("ends", 2));
        var steps = s.Has(4) ? s.In(4).Integers : null;
        if (starts is null || ends is null || index >= starts.Count || index >= ends.Count
            || (s.Has(4) && (steps is null || index >= steps.Length))) return null;
        var step = steps?[index] ?? 1;
        if (step is 0 or long.MinValue) return null;
        var (start, end) = (starts[index], ends[index]);
        if (start < 0) start = Math.Max(start, -size - 1) + size;
        if (end < 0) end = Math.Max(end, -size - 1) + size;
        (start, end) = step > 0 ? (Math.Clamp(start, 0, size), Math.Clamp(end, 0, size))
            : (Math.Clamp(start, -1, size - 1), Math.Clamp(end, -1, size - 1));
        var span = step > 0 ? end - start : start - end;
        var length = span <= 0 ? 0 : ((span - 1) / Math.Abs(step)) + 1;
        return (start, end, step, length);
    }

    /// <summary>How long an axis is after the cut.</summary>
    public static Dimension Length(NodeScope s, int index, Dimension axis)
    {
        if (axis.Size is { } size) return Of(s, index, size) is { } cut ? Dimension.Of(cut.Length) : Numbers(s, index, axis);
        return Numbers(s, index, axis);
    }

    private static Dimension Numbers(NodeScope s, int index, Dimension axis)
    {
        if (s.Has(4) && s.In(4).Integers is not { } steps) return Dimension.Unknown;
        if (s.Has(4) && (s.In(4).Integers is not { } known || index >= known.Length || known[index] != 1)) return Dimension.Unknown;
        var start = s.Node.Integers("starts") is { } a && index < a.Count ? Dimension.Of(a[index]) : s.In(1).Numbers?.ElementAtOrDefault(index);
        var end = s.Node.Integers("ends") is { } b && index < b.Count ? Dimension.Of(b[index]) : s.In(2).Numbers?.ElementAtOrDefault(index);
        if (start is null || end is null) return Dimension.Unknown;
        if (start.Size < 0) start = axis + start;
        if (Dimension.Same(end, axis) || end.Size >= int.MaxValue) return axis - start;
        // The end of a number cannot be compared with a symbol, except where it counts from the end.
        if (end.Size < 0) return axis + end - start;
        // Masks are cut to the length of the sequence: a symbol as the end is at most what the table holds.
        return end.Size is null && axis.Size is not null ? end - start : Dimension.Unknown;
    }
}
