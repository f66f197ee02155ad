using System.Buffers;
using Assay.Analysis.Containers;

namespace Assay.Inspect.Containers;

/// <summary>Bytes of a container that belong to none of its members.</summary>
internal static class Leftover
{
    /// <summary>Shorter ones hold nothing that could be loaded.</summary>
    public const int MinLength = 8;

    /// <summary>What no padding and no descriptor explains.</summary>
    private const int MinUnexplained = 32;

    private const int Window = 64 * 1024;

    /// <summary>The bytes as an incidental member, reported where they are not mere padding; null where there is nothing to look at.</summary>
    public static ContainerMember? Find(ContainerContext context, long from, long to, string name)
    {
        if (Beyond(context, from, to, name) is not { } found) return null;
        if (to - from >= MinUnexplained)
            context.Report(ArchiveRules.Unlisted.Report($"{to - from} bytes belong to no member; they were examined.", context.At(name, from)));
        return found;
    }

    /// <summary>As above, unreported: for places where some writers leave remains.</summary>
    public static ContainerMember? Beyond(ContainerContext context, long from, long to, string name)
    {
        if (to - from < MinLength || IsPadding(context, from, to)) return null;
        from += Zeros(context, from, to);
        return ContainerMember.Stored(name, context.Bytes.Slice(from, to - from)) with { IsIncidental = true };
    }

    // What is hidden behind the zeros that end an archive does not begin with them.
    private static long Zeros(ContainerContext context, long from, long to)
    {
        Span<byte> bytes = stackalloc byte[4096];
        for (var at = from; at < to;)
        {
            var part = bytes[..context.Bytes.Read(at, bytes[..(int)Math.Min(bytes.Length, to - at)])];
            var first = part.IndexOfAnyExcept((byte)0);
            if (first >= 0 || part.IsEmpty) return at - from + Math.Max(0, first);
            at += part.Length;
        }
        return 0;
    }

    // One byte over and over says nothing.
    private static bool IsPadding(ContainerContext context, long from, long to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            byte? value = null;
            while (from < to)
            {
                var part = buffer.AsSpan(0, context.Bytes.Read(from, buffer.AsSpan(0, (int)Math.Min(Window, to - from))));
                if (part.IsEmpty) break;
                value ??= part[0];
                if (part.IndexOfAnyExcept(value.Value) >= 0) return false;
                from += part.Length;
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
