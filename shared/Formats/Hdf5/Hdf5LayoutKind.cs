namespace Assay.Formats.Hdf5;

/// <summary>How a dataset is stored.</summary>
internal enum Hdf5LayoutKind
{
    Unknown,
    Compact,
    Contiguous,
    Chunked,
    Virtual,
}
