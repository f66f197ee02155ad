using System.Buffers.Binary;
using System.Text;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

/// <summary>A table of a flatbuffer that a test writes: values by field number.</summary>
internal sealed class FlatNode : Dictionary<int, object>
{
    public byte[] ToFile(string identifier)
    {
        var bytes = new List<byte>(new byte[4]);
        bytes.AddRange(Encoding.ASCII.GetBytes(identifier));
        Patch(bytes, 0, Write(bytes, this));
        return [.. bytes];
    }

    private static int Write(List<byte> bytes, object value)
    {
        while (bytes.Count % 4 != 0) bytes.Add(0);
        return value switch
        {
            FlatNode node => Table(bytes, node),
            string text => Vector(bytes, Encoding.UTF8.GetBytes(text), text.Length),
            byte[] data => Vector(bytes, data, data.Length),
            int[] numbers => Vector(bytes, [.. numbers.SelectMany(BitConverter.GetBytes)], numbers.Length),
            FlatNode[] nodes => Nodes(bytes, nodes),
            _ => throw new ArgumentException("no flatbuffer value", nameof(value)),
        };
    }

    private static int Table(List<byte> bytes, FlatNode node)
    {
        var slots = new int[node.Count == 0 ? 0 : node.Keys.Max() + 1];
        var size = 4;
        foreach (var (field, value) in node)
        {
            slots[field] = size;
            size += value is long ? 8 : 4;
        }
        var directory = bytes.Count;
        Short(bytes, 4 + (2 * slots.Length));
        Short(bytes, size);
        foreach (var slot in slots) Short(bytes, slot);
        while (bytes.Count % 4 != 0) bytes.Add(0);
        var table = bytes.Count;
        bytes.AddRange(BitConverter.GetBytes(table - directory));
        bytes.AddRange(new byte[size - 4]);
        foreach (var (field, value) in node)
        {
            var at = table + slots[field];
            if (value is int number) Patch(bytes, at, number);
            else if (value is byte small) bytes[at] = small;
            else if (value is long large)
            {
                for (var i = 0; i < 8; i++) bytes[at + i] = (byte)(large >> (8 * i));
            }
            else Patch(bytes, at, Write(bytes, value) - at);
        }
        return table;
    }

    private static int Vector(List<byte> bytes, byte[] data, int count)
    {
        var at = bytes.Count;
        bytes.AddRange(BitConverter.GetBytes(count));
        bytes.AddRange(data);
        bytes.Add(0);
        return at;
    }

    private static int Nodes(List<byte> bytes, FlatNode[] nodes)
    {
        var at = bytes.Count;
        bytes.AddRange(BitConverter.GetBytes(nodes.Length));
        bytes.AddRange(new byte[4 * nodes.Length]);
        for (var i = 0; i < nodes.Length; i++) Patch(bytes, at + 4 + (4 * i), Write(bytes, nodes[i]) - (at + 4 + (4 * i)));
        return at;
    }

    private static void Short(List<byte> bytes, int value)
    {
        bytes.Add((byte)value);
        bytes.Add((byte)(value >> 8));
    }

    private static void Patch(List<byte> bytes, int at, int value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        for (var i = 0; i < 4; i++) bytes[at + i] = four[i];
    }
}
