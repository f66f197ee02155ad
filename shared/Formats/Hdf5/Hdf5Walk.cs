using System.Text;

namespace Assay.Formats.Hdf5;

/// <summary>Follows the objects of a file from the root group on, each once.</summary>
internal sealed class Hdf5Walk
{
    private const int MaxObjects = 500_000;
    private const int MaxReferences = 1000;
    private const int MaxPath = 512;

    private readonly Hdf5Space _space;
    private readonly Hdf5Values _values;
    private readonly Hdf5Datasets _datasets;
    private readonly HashSet<long> _seen = [];
    private readonly Queue<(long Address, string Path)> _queue = [];
    private readonly List<Hdf5Reference> _references = [];

    public Hdf5Walk(Hdf5Space space)
    {
        var heap = new Hdf5GlobalHeap(space);
        _space = space;
        _values = new(space, heap);
        _datasets = new(space, heap, _values, Refer);
    }

    public IReadOnlyList<Hdf5Value> Values => _values.All;

    public IReadOnlyList<Hdf5Reference> References => _references;

    public IReadOnlyList<int> Filters => _datasets.Filters;

    public int Objects => _seen.Count;

    public void From(long address, string path)
    {
        Enqueue(address, path);
        while (_queue.TryDequeue(out var next)) Object(next.Address, next.Path);
    }

    private void Enqueue(long address, string path)
    {
        if (address == Hdf5Cursor.Undefined || _seen.Contains(address)) return;
        if (_seen.Count >= MaxObjects)
        {
            _space.Limit("there are more objects than are followed", address);
            return;
        }
        _seen.Add(address);
        _queue.Enqueue((address, path));
    }

    private void Object(long address, string path)
    {
        var messages = Hdf5ObjectHeader.Read(_space, address);
        foreach (var message in messages)
        {
            var isShareable = message.Type is Hdf5Message.Link or Hdf5Message.Attribute or Hdf5Message.ExternalFiles or Hdf5Message.Layout;
            if (message.IsShared && isShareable)
            {
                _space.Limit("a message stands in a heap that objects share, which is not read", message.Address);
                continue;
            }
            Message(message, path);
        }
        _datasets.Read(messages, path, SharedType);
    }

    private void Message(Hdf5Message message, string path)
    {
        var cursor = _space.Cursor(message.Body.Span);
        switch (message.Type)
        {
            case Hdf5Message.SymbolTable:
                Hdf5OldGroup.Read(_space, cursor.Offset(), cursor.Offset(), (name, header) => Enqueue(header, Join(path, name)));
                break;
            case Hdf5Message.Link:
                Link(message.Body, message.Address, path);
                break;
            case Hdf5Message.Attribute:
                Hdf5AttributeMessage.Read(_space, _values, SharedType, path, message);
                break;
            case Hdf5Message.LinkInfo:
                cursor.Skip(1);
                if ((cursor.U8() & 1) != 0) cursor.Skip(8);
                Dense(cursor.Offset(), cursor.Offset(), (body, at) => Link(body, at, path));
                break;
            case Hdf5Message.AttributeInfo:
                cursor.Skip(1);
                if ((cursor.U8() & 1) != 0) cursor.Skip(2);
                Dense(cursor.Offset(), cursor.Offset(), (body, at) =>
                    Hdf5AttributeMessage.Read(_space, _values, SharedType, path, new(Hdf5Message.Attribute, 0, body, at)));
                break;
        }
    }

    // The index of names hashes them: its records are a hash, then the id in the heap for links, the other way round for attributes.
    private void Dense(long heapAddress, long index, Action<ReadOnlyMemory<byte>, long> found)
    {
        if (heapAddress == Hdf5Cursor.Undefined || index == Hdf5Cursor.Undefined) return;
        if (Hdf5FractalHeap.Read(_space, heapAddress) is not { } heap) return;
        foreach (var record in Hdf5Tree2.Records(_space, index))
        {
            var id = record.Length switch { 11 => record.Slice(4, 7), 17 => record[..8], _ => default };
            if (heap.Find(id) is { } item) found(item.Bytes, item.Address);
            else _space.Fault("an index points to nothing", index);
        }
    }

    private void Link(ReadOnlyMemory<byte> body, long address, string path)
    {
        if (Hdf5LinkMessage.Read(_space, body.Span) is not { } link)
        {
            _space.Fault("a link makes no sense", address);
            return;
        }
        var name = Join(path, link.Name);
        switch (link.Kind)
        {
            case Hdf5LinkMessage.Hard:
                Enqueue(link.Address, name);
                break;
            case Hdf5LinkMessage.Soft:
                break;
            case Hdf5LinkMessage.External:
                Refer(new(Hdf5ReferenceKind.ExternalLink, name, link.File, link.Target, _space.Start + address));
                break;
            default:
                Refer(new(Hdf5ReferenceKind.UserDefinedLink, name, "", null, _space.Start + address));
                break;
        }
    }

    private void Refer(Hdf5Reference reference)
    {
        if (_references.Count < MaxReferences) _references.Add(reference);
        else _space.Limit("there are more references to other files than are listed", reference.Offset);
    }

    // A committed datatype is an object of its own; version 1 of the pointer has six bytes more before the address.
    private Hdf5Type? SharedType(ReadOnlyMemory<byte> pointer)
    {
        var cursor = _space.Cursor(pointer.Span);
        var version = cursor.U8();
        cursor.Skip(version == 1 ? 7 : 1);
        var address = cursor.Offset();
        if (!cursor.Ok) return null;
        foreach (var message in Hdf5ObjectHeader.Read(_space, address))
        {
            if (message is { Type: Hdf5Message.Datatype, IsShared: false }) return Hdf5Type.Read(message.Body.Span);
        }
        return null;
    }

    private static string Join(string path, string name)
    {
        if (path.Length > MaxPath) return path;
        var text = new StringBuilder(path);
        if (!path.EndsWith('/')) text.Append('/');
        return text.Append(name.Length > MaxPath ? name[..MaxPath] : name).ToString();
    }
}
