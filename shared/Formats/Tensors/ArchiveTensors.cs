using Assay.Formats.Zip;

namespace Assay.Formats.Tensors;

/// <summary>Tensors of archives: arrays of an .npz file, storages of what torch.save and torch.jit.save write.</summary>
internal static class ArchiveTensors
{
    private const string Pickle = "data.pkl";

    public static void List(TensorListing listing, ByteSource source, CancellationToken cancellationToken)
    {
        var archive = ZipReader.List(source, TensorLimits.Tensors, cancellationToken);
        if (archive.Cut) listing.Problem("the archive has more members than are read");
        var members = listing.Keep(new ArchiveMembers(source, archive, cancellationToken));
        foreach (var name in members.Names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (listing.IsFull) return;
            if (name == Pickle || name.EndsWith("/" + Pickle, StringComparison.Ordinal)) TorchTensors.List(listing, members, name, cancellationToken);
            else if (name.EndsWith(".npy", StringComparison.Ordinal)) AddArray(listing, members, name);
        }
    }

    private static void AddArray(TensorListing listing, ArchiveMembers members, string name)
    {
        if (members.Open(name) is not { } bytes)
        {
            listing.Problem("a member of the archive cannot be unpacked");
            return;
        }
        if (NpyArray.Read(bytes, name[..^".npy".Length]) is not { } array) return;
        var isStored = members.Find(name)!.Method == ZipEntry.Stored;
        listing.Add(array with
        {
            Member = name,
            // What was expanded to read the header is gone when its turn comes.
            Open = array.Open is null || isStored ? array.Open : () => Reopen(members, name),
            Identity = isStored ? array.Identity : name,
        });
    }

    private static Stream Reopen(ArchiveMembers members, string name) =>
        members.Open(name) is { } bytes && NpyArray.Read(bytes, name) is { Open: { } open } ? open() : Stream.Null;
}
