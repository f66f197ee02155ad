namespace Assay.Formats.Hdf5;

/// <summary>The ways in which an HDF5 file takes content from elsewhere.</summary>
public enum Hdf5ReferenceKind
{
    /// <summary>A link to an object in another HDF5 file.</summary>
    ExternalLink,

    /// <summary>A dataset whose bytes lie in any file.</summary>
    ExternalStorage,

    /// <summary>A dataset made of datasets of other HDF5 files.</summary>
    VirtualDataset,

    /// <summary>A link of a type that only a registered program can follow.</summary>
    UserDefinedLink,
}
