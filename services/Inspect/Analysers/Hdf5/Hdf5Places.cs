using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Hdf5;

/// <summary>Looks at the places of a file that HDF5 does not: before the signature, between the objects, behind the end.</summary>
internal sealed class Hdf5Places(ByteSource source, FindingList findings, CancellationToken cancellationToken)
{
    private const int Window = 64 * 1024;
    private const int MaxGaps = 20_000;
    private const int MinLength = 16;

    private int _gaps;

    /// <summary>The user block.</summary>
    public void Prefix(long length)
    {
        if (Content(0, length) is not { } content) return;
        var format = Format(content.Offset, content.Length, out var text);
        if (format is FileFormat.Text or FileFormat.Json && !CodeText.Looks(text))
            findings.Add(Hdf5Rules.Prefix, Severity.Low, 0, "Text stands in the block before the signature, which HDF5 skips.");
        else if (format == FileFormat.Unknown)
            findings.Add(Hdf5Rules.Prefix, Severity.Medium, content.Offset, $"{length} bytes of no known format stand before the signature.");
        else findings.Add(Hdf5Rules.Prefix, content.Offset, $"The block before the signature looks like {format}.");
    }

    /// <summary>What stands behind the end that the file states.</summary>
    public void Behind(long end)
    {
        if (end >= source.Length || Content(end, source.Length - end) is not { } content) return;
        var format = Format(content.Offset, content.Length, out _);
        if (IsActive(format)) findings.Add(Hdf5Rules.Hidden, content.Offset, $"What stands behind the end of the file looks like {format}.");
        else findings.Add(Hdf5Rules.Trailing, content.Offset, $"{source.Length - end} bytes stand behind the end of the file; they are {format}.");
    }

    /// <summary>Bytes that nothing refers to: free space, or a hiding place.</summary>
    public void Gap(ByteRange gap)
    {
        if (gap.Length < MinLength || _gaps++ > MaxGaps) return;
        cancellationToken.ThrowIfCancellationRequested();
        if (Content(gap.Offset, gap.Length) is not { } content || content.Length < MinLength) return;
        var format = Format(content.Offset, content.Length, out _);
        if (IsActive(format)) findings.Add(Hdf5Rules.Hidden, content.Offset, $"Bytes that no object of the file refers to look like {format}.");
    }

    private string Format(long offset, long length, out string text)
    {
        var guess = FileTypeDetector.Detect(source.Slice(offset, length), cancellationToken);
        var head = new byte[(int)Math.Min(length, 4096)];
        text = System.Text.Encoding.Latin1.GetString(head.AsSpan(0, source.Read(offset, head)));
        return guess.All.FirstOrDefault(IsActive, guess.Format);
    }

    // Without the zeros around it.
    private (long Offset, long Length)? Content(long offset, long length)
    {
        var window = new byte[(int)Math.Min(Window, length)];
        for (long at = 0; at < length; at += window.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = window.AsSpan(0, (int)Math.Min(source.Read(offset + at, window), length - at));
            var first = part.IndexOfAnyExcept((byte)0);
            if (first < 0) continue;
            var (start, end) = (at + first, length);
            // A short block is trimmed at its end, too: text is told from other bytes by having no zeros.
            if (length <= Window) end = window.AsSpan(0, (int)length).LastIndexOfAnyExcept((byte)0) + 1;
            return (offset + start, end - start);
        }
        return null;
    }

    private static bool IsActive(string format) =>
        format is FileFormat.Pickle or FileFormat.Zip or FileFormat.TorchZip or FileFormat.Executable or FileFormat.Tar or FileFormat.SevenZip
            or FileFormat.Rar or FileFormat.Shell or FileFormat.Script or FileFormat.Python or FileFormat.PythonBytecode or FileFormat.Numpy
            or FileFormat.Gguf or FileFormat.Gzip or FileFormat.Xz;
}
