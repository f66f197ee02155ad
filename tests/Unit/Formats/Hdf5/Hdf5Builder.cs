using System.Buffers.Binary;
using System.Text;

namespace Assay.Tests.Unit.Formats.Hdf5;

/// <summary>Writes small HDF5 files: groups of both kinds, attributes, links, datasets; every field as the specification has it.</summary>
internal sealed class Hdf5Builder
{
    private const int Head = 96;

    private readonly List<byte> _bytes = [.. new byte[Head]];

    public static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] U32(long value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    public static byte[] U64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }

    /// <summary>Puts bytes somewhere and says where.</summary>
    public long Put(params byte[][] parts)
    {
        while (_bytes.Count % 8 != 0) _bytes.Add(0);
        var at = _bytes.Count;
        foreach (var part in parts) _bytes.AddRange(part);
        return at;
    }

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    public static byte[] Message(int type, params byte[][] body)
    {
        var bytes = Join(body);
        return Join([(byte)type], U16(bytes.Length), [0], bytes);
    }

    /// <summary>An object with a header of version 2.</summary>
    public long Object(params byte[][] messages)
    {
        var body = Join(messages);
        return Put("OHDR"u8.ToArray(), [2, 2], U32(body.Length), body, [0, 0, 0, 0]);
    }

    public static byte[] HardLink(string name, long address) => Message(MessageType.Link, [1, 0, (byte)name.Length], Encoding.ASCII.GetBytes(name), U64(address));

    public static byte[] SoftLink(string name, string target) =>
        Message(MessageType.Link, LinkBody(name, 1), U16(target.Length), Encoding.ASCII.GetBytes(target));

    public static byte[] ExternalLink(string name, string file, string target) => Message(MessageType.Link, ExternalBody(name, file, target));

    public static byte[] ExternalBody(string name, string file, string target)
    {
        var value = Join([0], Encoding.ASCII.GetBytes(file), [0], Encoding.ASCII.GetBytes(target), [0]);
        return Join(LinkBody(name, 64), U16(value.Length), value);
    }

    public static byte[] LinkBody(string name, int kind) => Join([1, 8, (byte)kind, (byte)name.Length], Encoding.ASCII.GetBytes(name));

    /// <summary>A scalar attribute of a text of fixed length.</summary>
    public static byte[] Attribute(string name, byte[] text) => Message(MessageType.Attribute, AttributeBody(name, text));

    public static byte[] AttributeBody(string name, byte[] text) => Join(
        [3, 0], U16(name.Length + 1), U16(8), U16(4), [0], Encoding.ASCII.GetBytes(name), [0], [0x13, 0, 0, 0], U32(text.Length), [2, 0, 0, 0], text);

    /// <summary>A scalar attribute of a text of varying length, which lies in a global heap.</summary>
    public byte[] VaryingAttribute(string name, byte[] text)
    {
        var heap = GlobalHeap(text);
        return Message(
            MessageType.Attribute,
            [3, 0], U16(name.Length + 1), U16(16), U16(4), [0], Encoding.ASCII.GetBytes(name), [0],
            [0x19, 1, 0, 0], U32(16), [0x13, 0, 0, 0], U32(1), [2, 0, 0, 0], U32(text.Length), U64(heap), U32(1));
    }

    public long GlobalHeap(byte[] value)
    {
        var padded = (value.Length + 7) & ~7;
        return Put("GCOL"u8.ToArray(), [1, 0, 0, 0], U64(16 + 16 + padded + 16), U16(1), U16(1), U32(0), U64(value.Length), value, new byte[padded - value.Length + 16]);
    }

    public long LocalHeap(params string[] names)
    {
        var data = Put([.. names.SelectMany(n => Encoding.ASCII.GetBytes(n.PadRight(8, '\0')))], new byte[8]);
        return Put("HEAP"u8.ToArray(), [0, 0, 0, 0], U64(_bytes.Count - data), U64(-1), U64(data));
    }

    /// <summary>A group of the first kind with one link; its name has at most seven letters.</summary>
    public long OldGroup(string name, long child, params byte[][] messages)
    {
        var heap = LocalHeap(name);
        var node = Put("SNOD"u8.ToArray(), [1, 0], U16(1), U64(0), U64(child), new byte[24]);
        var tree = Put("TREE"u8.ToArray(), [0, 0], U16(1), U64(-1), U64(-1), U64(0), U64(node), U64(8));
        return OldObject([OldMessage(MessageType.SymbolTable, U64(tree), U64(heap)), .. messages]);
    }

    public long OldObject(params byte[][] messages)
    {
        var body = Join(messages);
        return Put([1, 0], U16(messages.Length), U32(1), U32(body.Length), U32(0), body);
    }

    public static byte[] OldMessage(int type, params byte[][] parts)
    {
        var body = Join(parts);
        var padded = (body.Length + 7) & ~7;
        return Join(U16(type), U16(padded), [0, 0, 0, 0], body, new byte[padded - body.Length]);
    }

    /// <summary>A fractal heap of one direct block, with an index of version 2 over its objects.</summary>
    public (long Heap, long Index) Dense(int idSize, int recordSize, int idAt, params byte[][] objects)
    {
        const int Start = 65_536;
        var block = Put("FHDB"u8.ToArray(), [0], U64(0), new byte[4]);
        var ids = new List<byte[]>();
        foreach (var bytes in objects)
        {
            ids.Add([.. Join([0], U32(_bytes.Count - block), U16(bytes.Length), new byte[idSize])[..idSize]]);
            _bytes.AddRange(bytes);
        }
        _bytes.AddRange(new byte[Math.Max(0, 64)]);
        var heap = Put(
            "FRHP"u8.ToArray(), [0], U16(idSize), U16(0), [0], U32(Start - 1), U64(0), U64(-1), U64(0), U64(-1), U64(0), U64(0), U64(0), U64(objects.Length),
            U64(0), U64(0), U64(0), U64(0), U16(4), U64(1024), U64(Start - (Start / 2)), U16(32), U16(1), U64(block), U16(0), U32(0));
        var records = ids.Select(id => Join(new byte[idAt], id, new byte[recordSize - idAt - id.Length])).ToArray();
        var leaf = Put("BTLF"u8.ToArray(), [0, 5], Join(records), U32(0));
        var index = Put(
            "BTHD"u8.ToArray(), [0, 5], U32(512), U16(recordSize), U16(0), [100, 40], U64(leaf), U16(objects.Length), U64(objects.Length), U32(0));
        return (heap, index);
    }

    /// <summary>The file, with the superblock of version 3, behind a user block if there is one.</summary>
    public byte[] Finish(long root, byte[]? userBlock = null) =>
        Finish(Join(Signature, [3, 8, 8, 0], U64(0), U64(-1), U64(_bytes.Count), U64(root), U32(0)), userBlock);

    /// <summary>The file with the superblock of version 0.</summary>
    public byte[] FinishOld(long root, byte[]? userBlock = null) => Finish(
        Join(Signature, [0, 0, 0, 0, 0, 8, 8, 0], U16(4), U16(16), U32(0), U64(0), U64(-1), U64(_bytes.Count), U64(-1), U64(0), U64(root), new byte[24]), userBlock);

    private static byte[] Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    private byte[] Finish(byte[] superblock, byte[]? userBlock)
    {
        for (var i = 0; i < superblock.Length; i++) _bytes[i] = superblock[i];
        return Join(userBlock ?? [], [.. _bytes]);
    }
}
