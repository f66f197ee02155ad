using Assay.Contracts.Reports;

namespace Assay.Formats.Hdf5;

/// <summary>What an HDF5 file holds besides its numbers: texts, references to other files, the places that nobody refers to.</summary>
public sealed record Hdf5File
{
    /// <summary>Bytes before the signature, which the library skips.</summary>
    public long UserBlock { get; init; }

    /// <summary>False: there is no superblock that can be read, so nothing else is known.</summary>
    public bool HasSuperblock { get; init; }

    /// <summary>Where the file says it ends, counted from its first byte; the library reads nothing behind it.</summary>
    public long End { get; init; }

    /// <summary>Objects that were followed.</summary>
    public int Objects { get; init; }

    /// <summary>Attributes with their values, and scalar or short datasets of text or bytes.</summary>
    public IReadOnlyList<Hdf5Value> Values { get; init; } = [];

    /// <summary>Other files that reading this one opens.</summary>
    public IReadOnlyList<Hdf5Reference> References { get; init; } = [];

    /// <summary>Numbers of filters that data is stored through.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [];

    /// <summary>What could not be followed; empty for a sound file.</summary>
    public IReadOnlyList<Hdf5Fault> Faults { get; init; } = [];

    /// <summary>Ranges before <see cref="End"/> that nothing refers to or that were not followed, in order.</summary>
    public IReadOnlyList<ByteRange> Gaps { get; init; } = [];
}
