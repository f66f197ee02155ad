namespace Assay.Contracts.Values;

/// <summary>
/// A file format as detected from content, a short lower-case identifier such as <c>pickle</c>, <c>zip</c>, <c>onnx</c>, <c>safetensors</c>.
/// A string and not an enumeration, so that a new format is a new detector and nothing else.
/// </summary>
public static class FileFormat
{
    public const string Unknown = "unknown";
    public const string Empty = "empty";
    public const string Pickle = "pickle";
    public const string Zip = "zip";
    public const string TorchZip = "torch-zip";
    public const string Tar = "tar";
    public const string Gzip = "gzip";
    public const string Zlib = "zlib";
    public const string Bzip2 = "bzip2";
    public const string Xz = "xz";
    public const string Zstd = "zstd";
    public const string Lz4 = "lz4";
    public const string SevenZip = "7z";
    public const string Rar = "rar";
    public const string Onnx = "onnx";
    public const string SafeTensors = "safetensors";
    public const string Gguf = "gguf";
    public const string Numpy = "numpy";
    public const string Hdf5 = "hdf5";
    public const string Json = "json";
    public const string Text = "text";
    public const string Image = "image";
    public const string Executable = "executable";

    /// <summary>Raw numbers of a tensor inside a checkpoint, known by its place in the container.</summary>
    public const string TensorData = "tensor-data";
}
