using System.Buffers.Text;
using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;

namespace Assay.Inspect.Containers.Columnar;

/// <summary>
/// Looks through the schema of Arrow, Feather and Parquet files for the one type whose description is a pickle. Schemas stand at the beginning or the end;
/// that of a Parquet file is an Arrow schema in base64 among the footer's metadata. The columns themselves are numbers and texts to every reader.
/// </summary>
public sealed class ColumnarContainer : IContainerReader
{
    /// <summary>Schemas of thousands of columns fit in this.</summary>
    private const int MaxSchema = 4 << 20;

    /// <summary>How far behind its type's name a pickle is looked for.</summary>
    private const int MaxDistance = 64 * 1024;

    private const int MaxFound = 64;

    private static ReadOnlySpan<byte> TypeName => "arrow.py_extension_type"u8;

    private static ReadOnlySpan<byte> SchemaKey => "ARROW:schema"u8;

    public ContainerManifest Manifest { get; } = new("columnar", 1, [FileFormat.Arrow, FileFormat.Parquet], ColumnarRules.All) { IsSearch = true };

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        var members = new List<ContainerMember>();
        var length = context.Bytes.Length;
        Search(context, Bytes(context.Bytes, 0, Math.Min(length, MaxSchema)), members, cancellationToken);
        if (length > MaxSchema) Search(context, Bytes(context.Bytes, Math.Max(MaxSchema, length - MaxSchema), length), members, cancellationToken);
        return members;
    }

    private static byte[] Bytes(ByteSource source, long from, long to)
    {
        if (!source.IsPresent(from, to - from)) return [];
        var bytes = new byte[(int)(to - from)];
        return bytes[..source.Read(from, bytes)];
    }

    private static void Search(ContainerContext context, byte[] bytes, List<ContainerMember> members, CancellationToken cancellationToken)
    {
        Types(context, bytes, members, cancellationToken);
        for (var at = bytes.AsSpan().IndexOf(SchemaKey); at >= 0 && context.Format == FileFormat.Parquet && members.Count < MaxFound;)
        {
            // Between the key and its value stand the field's header and its length.
            var value = bytes.AsSpan(at + SchemaKey.Length);
            var start = value[..Math.Min(value.Length, 16)].IndexOf("/////"u8);
            if (start >= 0 && Decode(value[start..]) is { } schema) Types(context, schema, members, cancellationToken);
            var next = value.IndexOf(SchemaKey);
            at = next < 0 ? -1 : at + SchemaKey.Length + next;
        }
    }

    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept(Base64Letters);
        text = end < 0 ? text : text[..end];
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        Base64.DecodeFromUtf8(text[..(text.Length & ~3)], bytes, out _, out var written);
        return written == 0 ? null : bytes[..written];
    }

    private static readonly System.Buffers.SearchValues<byte> Base64Letters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    private static void Types(ContainerContext context, byte[] bytes, List<ContainerMember> members, CancellationToken cancellationToken)
    {
        for (var at = bytes.AsSpan().IndexOf(TypeName); at >= 0 && members.Count < MaxFound;)
        {
            context.Report(ColumnarRules.PythonType.Report("The schema has a column of the type arrow.py_extension_type, which is a pickle.", context.At()));
            // Metadata may stand before or behind the name: pairs of keys and values are written from the end.
            var from = Math.Max(0, at - MaxDistance);
            if (Pickle(bytes.AsMemory(from, Math.Min(bytes.Length - from, 2 * MaxDistance)), cancellationToken) is { } pickle)
                members.Add(ContainerMember.Stored("(pickled type)", pickle) with { IsIncidental = true });
            var next = bytes.AsSpan(at + TypeName.Length).IndexOf(TypeName);
            at = next < 0 ? -1 : at + TypeName.Length + next;
        }
    }

    private static MemoryByteSource? Pickle(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var at = 0; at < bytes.Length - 2; at++)
        {
            if (bytes.Span[at] != 0x80 || bytes.Span[at + 1] is < 2 or > 5) continue;
            var source = new MemoryByteSource(bytes[at..].ToArray());
            if (EmbeddedContent.Find(source, cancellationToken) == FileFormat.Pickle) return source;
        }
        return null;
    }
}
