using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Containers.Numpy;

/// <summary>
/// Opens .npy files of objects: behind the header stands a pickle, which numpy.load runs. Arrays of numbers have no members, unless something else than
/// numbers stands in them or behind them.
/// </summary>
public sealed class NumpyContainer : IContainerReader
{
    /// <summary>numpy itself refuses headers above 10,000 characters unless told otherwise.</summary>
    private const int MaxHeader = 64 * 1024;

    /// <summary>Bytes behind an array that no loader reads and that hold nothing.</summary>
    private const int MinTail = 8;
    private const int MaxNativeHead = 4096;

    public ContainerManifest Manifest { get; } = new("numpy", 4, [FileFormat.Numpy], NumpyRules.All);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        if (Read(context, out var start) is not { } header) yield break;
        var length = context.Bytes.Length - start;
        if (!header.IsLiteral)
        {
            context.Report(NumpyRules.Expression.Report(
                "The header of the array is not a plain dictionary of literals.", context.At(), Evidence.Quoted("header", header.Text)));
        }
        var data = context.Bytes.Slice(start, length);
        if (header.HasObjects || !header.IsLiteral)
        {
            yield return ContainerMember.Stored("(objects)", data);
            yield break;
        }
        if (IsPickle(data, cancellationToken) || IsNative(data)) yield return ContainerMember.Stored("(data)", data) with { IsIncidental = true };
        if (new NumberSearch().Find(data, cancellationToken) is { } among)
            yield return ContainerMember.Stored($"(data from {among})", data.Slice(among, length - among)) with { IsIncidental = true };
        if (header.DataLength is not { } claimed) yield break;
        if (claimed > length)
            context.Report(ArchiveRules.Damaged.Report($"The array claims {claimed} bytes of data, and {length} are there.", context.At()));
        else if (length - claimed >= MinTail)
            yield return ContainerMember.Stored("(behind the array)", data.Slice(claimed, length - claimed)) with { IsIncidental = true };
    }

    private static NumpyHeader? Read(ContainerContext context, out long start)
    {
        Span<byte> bytes = stackalloc byte[12];
        var read = context.Bytes.Read(0, bytes);
        // Version 1 has a length of two bytes, later ones of four.
        var wide = read > 6 && bytes[6] >= 2;
        var header = wide ? 12 : 10;
        start = header;
        long length = read < header ? long.MaxValue : wide ? BitConverter.ToUInt32(bytes[8..]) : BitConverter.ToUInt16(bytes[8..]);
        var text = new byte[(int)Math.Min(length, MaxHeader)];
        var got = text.AsSpan(0, context.Bytes.Read(header, text));
        if (length > context.Bytes.Length - header)
        {
            var damage = ArchiveRules.Damaged;
            // Where something else than a dictionary begins, it is no array to any loader; where nothing does, it was cut.
            var severity = got.TrimStart((byte)' ') is [(byte)'{', ..] or [] ? damage.Severity : Severity.Low;
            context.Report(damage.Report(severity, Confidence.High, "The header of the array is longer than the file.", context.At()));
            return null;
        }
        start += length;
        return NumpyHeader.Of(got);
    }

    private static bool IsNative(ByteSource data)
    {
        Span<byte> head = stackalloc byte[MaxNativeHead];
        return EmbeddedContent.IsNative(head[..data.Read(0, head)]);
    }

    // Numbers begin with the bytes of a pickle now and then; they do not import anything by a name.
    private static bool IsPickle(ByteSource data, CancellationToken cancellationToken)
    {
        Span<byte> first = stackalloc byte[2];
        if (data.Length < 8 || data.Read(0, first) < 2 || !(first[0] is (byte)'c' or (byte)'(' || (first[0] == 0x80 && first[1] <= 5))) return false;
        if (FileTypeDetector.Detect(data, cancellationToken).Format != FileFormat.Pickle) return false;
        var trace = PickleTrace.Of(data, cancellationToken);
        return trace.Imports.Any(i => i.Resolved && PickleName.IsPlausible(i.Module) && PickleName.IsPlausible(i.Name));
    }
}
