using System.Buffers;
using Assay.Contracts.Values;
using Assay.Formats.Tar;

namespace Assay.Formats.Detection;

/// <summary>
/// Says what a file is by its content. A name's claim (<see cref="NameHint"/>) only tells one kind of text from another, which content cannot.
/// Reads the first and the last 64 KiB, and more only where an archive's directory or a pickle's long arguments have to be stepped over.
/// </summary>
public static class FileTypeDetector
{
    private const int HeadSize = 64 * 1024;

    /// <summary>Looks at <paramref name="source"/>; never throws for what the bytes are.</summary>
    public static FormatGuess Detect(ByteSource source, CancellationToken cancellationToken = default) => Detect(source, NameHint.None, cancellationToken);

    /// <inheritdoc cref="Detect(ByteSource, CancellationToken)"/>
    public static FormatGuess Detect(ByteSource source, string hint, CancellationToken cancellationToken)
    {
        if (source.Length == 0) return FormatGuess.Of(FileFormat.Empty);
        var size = (int)Math.Min(source.Length, HeadSize);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var head = buffer.AsSpan(0, source.Read(0, buffer.AsSpan(0, size)));
            return head.IsEmpty ? FormatGuess.Of(FileFormat.Empty) : Detect(source, head, hint, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FormatGuess Detect(ByteSource source, ReadOnlySpan<byte> head, string hint, CancellationToken cancellationToken)
    {
        var found = new List<string>(2);
        Add(found, MagicNumbers.Find(source, head));
        if (TarReader.Looks(head)) Add(found, FileFormat.Tar);
        var zip = ZipShape.Find(source, head, out var zipEnd);
        if (zip is not null && head.StartsWith("PK"u8))
        {
            // Every loader takes it for an archive first; its first bytes are opcodes by chance.
            found.Insert(0, zip);
            return new(zip, found[1..]);
        }
        var pickle = PickleShape.Find(source, head, out var pickleEnd, cancellationToken);
        if (pickle == PickleLikeness.Certain) Add(found, FileFormat.Pickle);
        // The last member of a tar and the bytes in a pickle may be an archive: they are its content, not another reading of the file.
        if (zip is not null && zipEnd >= pickleEnd && !found.Contains(FileFormat.Tar)) Add(found, zip);
        if (found.Count == 0) Add(found, SafeTensorsShape.Find(source, head));
        if (found.Count == 0) Add(found, TextKind.Of(TextShape.Find(head, whole: head.Length == source.Length), head, hint));
        if (found.Count == 0) Add(found, OnnxShape.Find(source, head));
        Add(found, ClaimedText.Find(head, hint, found));
        if (pickle == PickleLikeness.Possible) Add(found, FileFormat.Pickle);
        return found.Count == 0 ? FormatGuess.Of(FileFormat.Unknown) : new(found[0], found[1..]);
    }

    private static void Add(List<string> found, string? format)
    {
        if (format is not null && !found.Contains(format)) found.Add(format);
    }
}
