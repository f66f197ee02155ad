using System.Text;

namespace Assay.Formats.Hdf5;

/// <summary>Reads where datasets keep their bytes, and the bytes of small ones that hold text.</summary>
internal sealed class Hdf5Datasets(Hdf5Space space, Hdf5GlobalHeap heap, Hdf5Values values, Action<Hdf5Reference> refer)
{
    /// <summary>Larger datasets hold weights.</summary>
    private const int MaxData = 32 << 20;

    private const int MaxSources = 1000;

    private readonly SortedSet<int> _filters = [];
    private readonly List<int> _pipeline = [];

    public IReadOnlyList<int> Filters => [.. _filters];

    public void Read(List<Hdf5Message> messages, string path, Func<ReadOnlyMemory<byte>, Hdf5Type?> shared)
    {
        Hdf5Type? type = null;
        long count = 0;
        _pipeline.Clear();
        foreach (var message in messages)
        {
            if (message.Type == Hdf5Message.Datatype) type = message.IsShared ? shared(message.Body) : Hdf5Type.Read(message.Body.Span);
            else if (message is { Type: Hdf5Message.Dataspace, IsShared: false }) count = Hdf5Type.Elements(space.Cursor(message.Body.Span));
            else if (message is { Type: Hdf5Message.Filters, IsShared: false }) ReadFilters(message);
        }
        foreach (var message in messages)
        {
            if (message is { Type: Hdf5Message.Layout, IsShared: false }) Layout(message, path, type, count);
            else if (message is { Type: Hdf5Message.ExternalFiles, IsShared: false }) ExternalFiles(message, path);
        }
    }

    private void Layout(Hdf5Message message, string path, Hdf5Type? type, long count)
    {
        var layout = Hdf5Layout.Read(space, message);
        switch (layout.Kind)
        {
            case Hdf5LayoutKind.Compact when type is not null:
                values.Add(path, "", message.Address, type.Value, count, layout.Data);
                break;
            case Hdf5LayoutKind.Contiguous when layout.Address != Hdf5Cursor.Undefined:
                Contiguous(layout, path, type, count);
                break;
            case Hdf5LayoutKind.Chunked when layout.Rank > 0 && layout.Address != Hdf5Cursor.Undefined:
                Chunks(layout, path, type);
                break;
            case Hdf5LayoutKind.Virtual:
                Virtual(layout, message, path);
                break;
            case Hdf5LayoutKind.Unknown:
                space.Fault("a dataset is stored in a way that no library knows", message.Address);
                break;
        }
    }

    private void Contiguous(Hdf5Layout layout, string path, Hdf5Type? type, long count)
    {
        var there = space.FileLength - space.Start - layout.Address;
        if (layout.Size > there) space.Fault("the bytes of a dataset lie outside the file", layout.Address);
        space.Mark(layout.Address, layout.Size);
        if (type is { HoldsBytes: true } && layout.Size is > 0 and <= MaxData && layout.Size <= there
            && space.Take(layout.Address, layout.Size, "dataset") is { } data) values.Add(path, "", layout.Address, type.Value, count, data);
    }

    private void Chunks(Hdf5Layout layout, string path, Hdf5Type? type)
    {
        var left = MaxData;
        foreach (var (address, length) in Hdf5Tree.Chunks(space, layout.Address, layout.Rank))
        {
            space.Mark(address, length);
            if (type is not { HoldsBytes: true } || length > left || length <= 0 || address < 0) continue;
            var data = space.Peek(address, (int)length);
            left -= data.Length;
            if (Hdf5Chunk.Plain(data, _pipeline) is not { } plain) continue;
            var size = type.Value.Class == Hdf5Type.Varying ? 8 + space.OffsetSize : Math.Max(1, type.Value.Size);
            values.Add(path, "", address, type.Value, plain.Length / size, plain);
        }
    }

    private void ExternalFiles(Hdf5Message message, string path)
    {
        var cursor = space.Cursor(message.Body.Span);
        cursor.Skip(4);
        var (_, used) = (cursor.U16(), cursor.U16());
        var names = Hdf5Heap.Read(space, cursor.Offset());
        for (var i = 0; i < used && cursor.Ok && cursor.Left > 0; i++)
        {
            var name = names?.Text(cursor.Length());
            cursor.Length();
            cursor.Length();
            refer(new(Hdf5ReferenceKind.ExternalStorage, path, name ?? "?", null, space.Start + message.Address));
        }
        if (used == 0) refer(new(Hdf5ReferenceKind.ExternalStorage, path, "?", null, space.Start + message.Address));
    }

    private void Virtual(Hdf5Layout layout, Hdf5Message message, string path)
    {
        if (layout.Address == Hdf5Cursor.Undefined) return;
        if (heap.Find(layout.Address, layout.Size) is not { } block)
        {
            space.Fault("the sources of a virtual dataset are missing", message.Address);
            return;
        }
        var cursor = space.Cursor(block.Span);
        var version = cursor.U8();
        var entries = cursor.Length();
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (long i = 0; i < entries && found.Count < MaxSources; i++)
        {
            var flags = version == 0 ? 0 : cursor.U8();
            // Version 1 may refer to the name of an earlier entry by number.
            var file = (flags & 1) != 0 ? "." : (flags & 4) != 0 ? Number(ref cursor) : Encoding.UTF8.GetString(cursor.Text());
            var source = (flags & 2) != 0 ? Number(ref cursor) : Encoding.UTF8.GetString(cursor.Text());
            if (file.Length > 0 && file != "." && found.Add(file))
                refer(new(Hdf5ReferenceKind.VirtualDataset, path, file, source, space.Start + message.Address));
            if (cursor.Ok && Hdf5Selection.Skip(ref cursor) && Hdf5Selection.Skip(ref cursor)) continue;
            if (i + 1 < entries || !cursor.Ok) space.Fault("the sources of a virtual dataset cannot be followed", message.Address);
            return;
        }
    }

    private static string Number(ref Hdf5Cursor cursor)
    {
        cursor.Length();
        return "";
    }

    private void ReadFilters(Hdf5Message message)
    {
        var cursor = space.Cursor(message.Body.Span);
        var (version, count) = (cursor.U8(), cursor.U8());
        if (version == 1) cursor.Skip(6);
        for (var i = 0; i < count && cursor.Ok && cursor.Left > 0; i++)
        {
            var id = cursor.U16();
            var name = version == 1 || id >= 256 ? cursor.U16() : 0;
            cursor.Skip(2);
            var parameters = cursor.U16();
            cursor.Skip(version == 1 ? (name + 7) & ~7 : name);
            cursor.Skip((4L * parameters) + (version == 1 && (parameters & 1) != 0 ? 4 : 0));
            if (!cursor.Ok) return;
            _filters.Add(id);
            _pipeline.Add(id);
        }
    }
}
