using System.Buffers.Binary;
using System.Text;

namespace Assay.Tests.Unit.Formats.Gguf;

/// <summary>Writes small GGUF files, honest or not.</summary>
internal sealed class GgufBuilder(bool bigEndian = false)
{
    private readonly List<byte> _metadata = [];
    private readonly List<byte> _tensors = [];
    private ulong _entries;
    private ulong _count;

    public byte[] Data { get; set; } = [];

    public ulong? SaidEntries { get; set; }

    public ulong? SaidTensors { get; set; }

    public GgufBuilder Text(string key, string value)
    {
        Key(key, 8);
        String(_metadata, value);
        return this;
    }

    public GgufBuilder Number(string key, uint value)
    {
        Key(key, 4);
        Number(_metadata, value, 4);
        return this;
    }

    public GgufBuilder Raw(string key, uint type, params byte[] bytes)
    {
        Key(key, type);
        _metadata.AddRange(bytes);
        return this;
    }

    public GgufBuilder Tensor(string name, uint type, ulong offset, params ulong[] dimensions)
    {
        _count++;
        String(_tensors, name);
        Number(_tensors, (ulong)dimensions.Length, 4);
        foreach (var dimension in dimensions) Number(_tensors, dimension, 8);
        Number(_tensors, type, 4);
        Number(_tensors, offset, 8);
        return this;
    }

    public byte[] ToArray()
    {
        var file = new List<byte>([.. "GGUF"u8]);
        Number(file, 3, 4);
        Number(file, SaidTensors ?? _count, 8);
        Number(file, SaidEntries ?? _entries, 8);
        file.AddRange(_metadata);
        file.AddRange(_tensors);
        while (Data.Length > 0 && file.Count % 32 != 0) file.Add(0);
        file.AddRange(Data);
        return [.. file];
    }

    private void Key(string key, uint type)
    {
        _entries++;
        String(_metadata, key);
        Number(_metadata, type, 4);
    }

    private void String(List<byte> to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(to, (ulong)bytes.Length, 8);
        to.AddRange(bytes);
    }

    private void Number(List<byte> to, ulong value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (bigEndian) BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        else BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        to.AddRange(bigEndian ? bytes[(8 - size)..] : bytes[..size]);
    }
}
