using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Assay.Analysis.Testing;

/// <summary>Writes protobuf messages field by field, for tests and samples. Nothing is checked: broken messages are wanted, too.</summary>
public sealed class ProtoBuilder
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Bytes as they are.</summary>
    public ProtoBuilder Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>An integer, negative ones in ten bytes.</summary>
    public ProtoBuilder Int(int field, long value) => Tag(field, 0).Number((ulong)value);

    public ProtoBuilder Float(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return Tag(field, 5).Raw(bytes);
    }

    public ProtoBuilder Bytes(int field, ReadOnlySpan<byte> bytes) => Tag(field, 2).Number((ulong)bytes.Length).Raw(bytes);

    public ProtoBuilder Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public ProtoBuilder Message(int field, ProtoBuilder message) => Bytes(field, message._bytes.WrittenSpan);

    public ProtoBuilder Message(int field, Action<ProtoBuilder> write)
    {
        var message = new ProtoBuilder();
        write(message);
        return Message(field, message);
    }

    /// <summary>Integers in one field.</summary>
    public ProtoBuilder Packed(int field, params ReadOnlySpan<long> values)
    {
        var packed = new ProtoBuilder();
        foreach (var value in values) packed.Number((ulong)value);
        return Message(field, packed);
    }

    /// <summary>A field's number and wire type.</summary>
    public ProtoBuilder Tag(int field, int wire) => Number(((ulong)field << 3) | (uint)wire);

    /// <summary>A number without a tag.</summary>
    public ProtoBuilder Number(ulong value)
    {
        while (value > 0x7f)
        {
            Raw((byte)(value | 0x80));
            value >>= 7;
        }
        return Raw((byte)value);
    }
}
