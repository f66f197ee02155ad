using Assay.Formats.Pickle;
using Assay.Formats.Zip;

namespace Assay.Formats.Tensors;

/// <summary>Tensors of an archive of torch: its pickle says which views of which storages they are. It is followed, never executed.</summary>
internal static class TorchTensors
{
    public static void List(TensorListing listing, ArchiveMembers members, string pickle, CancellationToken cancellationToken)
    {
        if (members.Find(pickle)!.Size > TensorLimits.Pickle || members.Open(pickle) is not { } bytes || bytes.Length > TensorLimits.Pickle)
        {
            listing.Problem("its pickle cannot be unpacked or is too large to be followed for tensors");
            return;
        }
        var observer = new TorchObserver(bytes);
        var end = PickleFile.Read(bytes, observer, cancellationToken);
        if (observer.IsCut || end.First.State != PickleEndState.Complete) listing.Problem("its pickle was not followed to the end");
        var folder = pickle[..^"data.pkl".Length];
        var big = IsBigEndian(members, folder);
        for (var i = 0; i < observer.Calls.Count; i++)
        {
            var call = observer.Calls[i];
            var name = observer.NameOf(i) ?? $"storage {call.Storage}";
            if (!listing.Add(Entry(members, folder, name, call, big))) return;
        }
    }

    private static TensorEntry Entry(ArchiveMembers members, string folder, string name, TorchCall call, bool big)
    {
        var member = Places(folder, call.Storage).FirstOrDefault(p => members.Find(p) is not null);
        if (call.Type is null || member is null)
            return new(name, call.Type ?? "?", call.Shape, 0) { Fault = member is null ? "its storage is not in the archive" : "its element type is not known" };
        if (members.Find(member)!.Method == ZipEntry.Stored)
        {
            return members.Open(member) is { } storage
                ? TensorBytes.Strided(name, call.Type, call.Shape, call.Strides, storage, call.Offset, big) with { Member = member }
                : new(name, call.Type, call.Shape, 0) { Fault = "its storage cannot be unpacked" };
        }
        // A packed storage is expanded when the tensor's turn comes; until then its size is what the directory says.
        var claimed = new ClaimedSource(members.Find(member)!.Size);
        var shape = TensorBytes.Strided(name, call.Type, call.Shape, call.Strides, claimed, call.Offset, big) with { Member = member };
        if (shape.Open is null) return shape;
        return shape with
        {
            Identity = (member, call.Offset, string.Join(',', call.Shape), string.Join(',', call.Strides)),
            Open = () => members.Open(member) is { } storage
                && TensorBytes.Strided(name, call.Type, call.Shape, call.Strides, storage, call.Offset, big) is { Open: { } open } ? open() : Stream.Null,
        };
    }

    private static bool IsBigEndian(ArchiveMembers members, string folder)
    {
        Span<byte> order = stackalloc byte[8];
        return members.Open(folder + "byteorder") is { } bytes && order[..bytes.Read(0, order)].StartsWith("big"u8);
    }

    private static string[] Places(string folder, string key) =>
        [folder + "data/" + key, folder + "tensors/" + key, folder + ".data/" + key + ".storage", folder + ".data/" + key, ".data/" + key + ".storage"];

    /// <summary>Nothing but a length.</summary>
    private sealed class ClaimedSource(long length) : ByteSource
    {
        public override long Length => Math.Max(0, length);

        public override int Read(long offset, Span<byte> buffer) => 0;
    }
}
