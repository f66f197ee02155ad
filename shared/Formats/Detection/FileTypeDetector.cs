using System.Buffers;
using Assay.Contracts.Values;
using Assay.Formats.Expansion;
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
    public static FormatGuess Detect(ByteSource source, CancellationToken cancellationToken = default) => Detect(source, NameHint.None,
        cancellationToken);

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

    /// <summary>True where bytes that are expected to be raw numbers begin as nothing else does. Looks at the first bytes only.</summary>
    public static bool ArePlainNumbers(ByteSource source) => source.Length > 0 && !NumberShape.MayBeElse(source);

    /// <summary>As <see cref="Detect(ByteSource, CancellationToken)"/>, for a place where raw numbers are expected, which begin like a pickle now and then.</summary>
    public static FormatGuess DetectAmongNumbers(ByteSource source, CancellationToken cancellationToken)
    {
        // Checkpoints have tens of thousands of these; nearly all can be told from anything else by their first bytes.
        if (ArePlainNumbers(source)) return FormatGuess.Of(FileFormat.Unknown);
        var found = Detect(source, cancellationToken).All.Where(f => IsSure(f) || (f == FileFormat.Pickle && PickleShape.IsAmongNumbers(source, cancellationToken))).ToList();
        return found.Count == 0 ? FormatGuess.Of(FileFormat.Unknown) : new(found[0], found[1..]);
    }

    // Known by a signature that is too long to come by chance.
    private static bool IsSure(string format) =>
        format is FileFormat.Zip or FileFormat.TorchZip or FileFormat.Tar or FileFormat.Executable or FileFormat.Numpy or FileFormat.Hdf5 or FileFormat.Gguf
            or FileFormat.SafeTensors or FileFormat.SevenZip or FileFormat.Rar or FileFormat.Image or FileFormat.Empty
        || (format != FileFormat.Lzma && Decoders.Formats.Contains(format));

    private static FormatGuess Detect(ByteSource source, ReadOnlySpan<byte> head, string hint, CancellationToken cancellationToken)
    {
        var found = new List<string>(2);
        Add(found, MagicNumbers.Find(source, head));
        if (TarReader.Looks(head)) Add(found, FileFormat.Tar);
        else Add(found, Hdf5Shape.Find(source));
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
        var text = found.Count == 0 ? TextKind.Of(TextShape.Find(head, whole: head.Length == source.Length), head, hint) : null;
        Add(found, text);
        // Loaders of graphs skip what they do not know, so a graph can begin as, or end in, nearly anything else.
        foreach (var graph in GraphShape.Find(source, head)) Add(found, graph);
        // What its name gives to a reader of graphs is that reader's to judge: it says what is wrong with it.
        if (hint == NameHint.Onnx && found is [] or [FileFormat.Text] && !head.StartsWith("version https://git-lfs"u8)) found = [FileFormat.Onnx, .. found];
        foreach (var model in ModelShape.Find(source, head, isText: text is not null))
        {
            // A page or a script is not XML for beginning as XML may.
            if (model != FileFormat.Xml || text is null or FileFormat.Text) Add(found, model);
        }
        if (found.Count == 0 && MessagePackShape.Looks(source, head)) Add(found, FileFormat.MessagePack);
        if (hint == NameHint.SavedModel && found.Count == 0) Add(found, FileFormat.SavedModel);
        Add(found, ClaimedText.Find(head, hint, found));
        if (pickle == PickleLikeness.Possible) Add(found, FileFormat.Pickle);
        return found.Count == 0 ? FormatGuess.Of(FileFormat.Unknown) : new(found[0], found[1..]);
    }

    private static void Add(List<string> found, string? format)
    {
        if (format is not null && !found.Contains(format)) found.Add(format);
    }
}
