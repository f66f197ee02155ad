using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Assay.OnnxGraph.Model;

/// <summary>Writes protobuf's wire format (https://protobuf.dev/programming-guides/encoding/).</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Integer(int field, long value)
    {
        Varint((ulong)(uint)field << 3);
        Varint((ulong)value);
    }

    public void Number(int field, float value)
    {
        Varint(((ulong)(uint)field << 3) | 5);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    public void Text(int field, string value)
    {
        if (value.Length > 0) Bytes(field, Encoding.UTF8.GetBytes(value));
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)(uint)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    public void Message(int field, Action<WireWriter> write)
    {
        var inner = new WireWriter();
        write(inner);
        Bytes(field, inner._bytes.WrittenSpan);
    }

    public void Packed(int field, IReadOnlyList<long> values)
    {
        if (values.Count == 0) return;
        Message(field, w =>
        {
            foreach (var value in values) w.Varint((ulong)value);
        });
    }

    private void Varint(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var n = 0;
        for (; value >= 0x80; value >>= 7) span[n++] = (byte)(value | 0x80);
        span[n++] = (byte)value;
        _bytes.Advance(n);
    }
}
