using Assay.Contracts.Values;
using Assay.Formats.Hdf5;

namespace Assay.Formats.Detection;

/// <summary>HDF5 by its signature, which the library looks for at every power of two: whatever stands before it, the file is opened.</summary>
internal static class Hdf5Shape
{
    public static string? Find(ByteSource source) => Hdf5Superblock.Locate(source) >= 0 ? FileFormat.Hdf5 : null;
}
