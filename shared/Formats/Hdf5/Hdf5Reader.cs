namespace Assay.Formats.Hdf5;

/// <summary>
/// Reads the structure of an HDF5 file: groups, attributes, links, and where datasets are stored; never the numbers. What it cannot follow is a fault of
/// the result, and it never throws for what the bytes are.
/// </summary>
public static class Hdf5Reader
{
    /// <summary>Follows the file from its superblock, wherever that is.</summary>
    public static Hdf5File Read(ByteSource source, CancellationToken cancellationToken)
    {
        var start = Hdf5Superblock.Locate(source);
        if (start < 0) return new() { End = source.Length, Faults = [new("there is no signature", 0, IsLimit: false)] };
        var space = new Hdf5Space(source, start, cancellationToken);
        if (Hdf5Superblock.Read(space) is not { } superblock)
            return new() { UserBlock = start, End = source.Length, Faults = space.Faults };
        var walk = new Hdf5Walk(space);
        walk.From(superblock.Root, "/");
        walk.From(superblock.Extension, "(extension)");
        var end = superblock.End > 0 && superblock.End <= source.Length - start ? start + superblock.End : source.Length;
        if (superblock.End > source.Length - start) space.Fault("the file is shorter than it says", source.Length - start);
        return new()
        {
            UserBlock = start,
            HasSuperblock = true,
            End = end,
            Objects = walk.Objects,
            Values = walk.Values,
            References = walk.References,
            Filters = walk.Filters,
            Faults = space.Faults,
            Gaps = space.IsCut ? [] : space.Gaps(start, end),
        };
    }
}
