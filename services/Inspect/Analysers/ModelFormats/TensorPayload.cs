using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;

namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>Looks at the first bytes of tensors for what is loaded or run elsewhere: a program, a pickle, an archive.</summary>
internal static class TensorPayload
{
    private const int MinLength = 32;
    private const int MaxTensors = 100_000;

    /// <summary>Three bytes are chance among many tensors; writers of gzip know few levels and systems.</summary>
    private static bool IsWritten(ByteSource source, long offset)
    {
        Span<byte> head = stackalloc byte[10];
        return source.Read(offset, head) == head.Length && head[8] is 0 or 2 or 4 && head[9] is 0 or 3 or 7 or 10 or 11 or 255;
    }

    /// <summary>The tensors that hold such a thing, and its format.</summary>
    public static IEnumerable<(string Name, long Offset, string Format)> Find(
        ByteSource source, IEnumerable<(string Name, long Offset, long Length)> tensors, CancellationToken cancellationToken)
    {
        foreach (var (name, offset, length) in tensors.Take(MaxTensors))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (length < MinLength || offset < 0 || offset > source.Length - length) continue;
            // An outline has no tensors.
            if (!source.IsPresent(offset, length)) continue;
            if (EmbeddedContent.Find(source.Slice(offset, length), cancellationToken) is not { } format) continue;
            if (format != FileFormat.Gzip || IsWritten(source, offset)) yield return (name, offset, format);
        }
    }
}
