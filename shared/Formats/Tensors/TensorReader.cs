using Assay.Contracts.Values;
using Assay.Formats.Detection;

namespace Assay.Formats.Tensors;

/// <summary>Lists the tensors of a model file by its content. Never throws for what the bytes are, and never executes anything.</summary>
public static class TensorReader
{
    private const int HeadSize = 64;

    /// <summary>
    /// The tensors of <paramref name="source"/>; null where it is of no format that has any here (safetensors, GGUF, ONNX, zip archives of torch and
    /// numpy, .npy).
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="name">Its name, which decides only whether bytes that begin as many do are taken for ONNX.</param>
    /// <param name="files">Other files of the model; null where there are none.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public static TensorListing? List(ByteSource source, string name, ITensorFiles? files, CancellationToken cancellationToken)
    {
        if (Format(source, name, cancellationToken) is not { } format) return null;
        var listing = new TensorListing();
        switch (format)
        {
            case FileFormat.SafeTensors: SafeTensorsTensors.List(listing, source, cancellationToken); break;
            case FileFormat.Gguf: GgufTensors.List(listing, source, cancellationToken); break;
            case FileFormat.Onnx: OnnxTensors.List(listing, source, files, cancellationToken); break;
            case FileFormat.Zip: ArchiveTensors.List(listing, source, cancellationToken); break;
            case FileFormat.Numpy when NpyArray.Read(source, "(array)") is { } array: listing.Add(array); break;
        }
        return listing;
    }

    // A file that no tensor stands in is passed over after its first bytes: most files of a model are texts.
    private static string? Format(ByteSource source, string name, CancellationToken cancellationToken)
    {
        Span<byte> buffer = stackalloc byte[HeadSize];
        var head = buffer[..source.Read(0, buffer)];
        if (head.StartsWith("GGUF"u8)) return FileFormat.Gguf;
        if (head.StartsWith("PK\x03\x04"u8)) return FileFormat.Zip;
        if (head.StartsWith(NpyArray.Magic)) return FileFormat.Numpy;
        if (head.Length > 10 && head[8] == (byte)'{' && BitConverter.ToUInt64(head) <= SafeTensors.SafeTensorsReader.MaxHeader) return FileFormat.SafeTensors;
        var hint = NameHint.Of(name);
        // Exporters begin with the version; the name stands for those that do not.
        if (hint != NameHint.Onnx && (head.Length == 0 || head[0] != 0x08)) return null;
        return FileTypeDetector.Detect(source, hint, cancellationToken).All.Contains(FileFormat.Onnx) ? FileFormat.Onnx : null;
    }
}
