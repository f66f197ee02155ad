using Assay.Contracts.Values;

namespace Assay.Inspect.Walk;

/// <summary>Compares what a name claims with what the content is.</summary>
internal static class NameClaims
{
    /// <summary>
    /// True where the name claims passive data or plain text and the content is something that is unpacked, deserialised or run: the classic way past a
    /// scanner, or a person, that believes names; and where it claims a checkpoint and the content is nothing that is known here, so that whatever a loader makes
    /// of it was not examined. Other disagreements are common and harmless.
    /// </summary>
    public static bool IsBroken(string hint, string format) =>
        (hint is NameHint.Checkpoint or NameHint.Keras && format == FileFormat.Unknown) || IsUnpacked(hint, format);

    private static bool IsUnpacked(string hint, string format) => IsPassive(hint) && hint != format && IsActive(format) && !(hint == NameHint.Numpy && format == FileFormat.Zip);

    private static bool IsPassive(string hint) =>
        hint is NameHint.SafeTensors or NameHint.Json or NameHint.Image or NameHint.Text or NameHint.Numpy or NameHint.Onnx or NameHint.Gguf or NameHint.Hdf5
            or NameHint.Yaml or NameHint.Toml or NameHint.Jinja or NameHint.Requirements;

    private static bool IsActive(string format) =>
        format is FileFormat.Pickle or FileFormat.TorchZip or FileFormat.Executable or FileFormat.PythonBytecode or FileFormat.Zip or FileFormat.Tar
            or FileFormat.SevenZip or FileFormat.Rar or FileFormat.Gzip or FileFormat.Xz or FileFormat.Lzma or FileFormat.JoblibZFile
            or FileFormat.Bzip2 or FileFormat.Zstd or FileFormat.Lz4 or FileFormat.Zlib;
}
