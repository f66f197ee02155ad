using System.Buffers.Binary;
using Assay.Formats.Protobuf;

namespace Assay.OnnxGraph.Model;

/// <summary>Reads tensors and brings their numbers into one form.</summary>
internal sealed class TensorReader(ReadOnlyMemory<byte> bytes)
{
    private const int MaxRank = 64;

    /// <summary>A tensor and its name.</summary>
    public KeyValuePair<string, TensorConstant> Read(ProtoMessage message)
    {
        var (name, type) = ("", ElementType.Undefined);
        List<long> dims = [];
        ReadOnlyMemory<byte>? raw = null;
        Dictionary<int, List<ProtoField>> typed = [];
        var (elsewhere, texts) = (false, false);
        var extra = new WireWriter();
        while (message.Next(out var f))
        {
            if (f.Number == 1) message.AddIntegers(f, dims, MaxRank + 1);
            else if (f.IsVarint(2)) type = (ElementType)f.Signed;
            else if (f.IsCounted(8)) name = message.Text(f);
            else if (f.IsCounted(9) && raw is null) raw = bytes.Slice((int)f.Offset, (int)f.Length);
            else if (f.IsCounted(9)) throw new GraphRefusal($"The tensor '{name}' has its numbers twice.");
            else if (f.Number is 4 or 5 or 7 or 10 or 11) (typed.TryGetValue(f.Number, out var list) ? list : typed[f.Number] = []).Add(f);
            else
            {
                if (f.IsCounted(13) || (f.IsVarint(14) && f.Signed == 1)) elsewhere = true;
                if (f.IsCounted(6)) texts = true;
                extra.Raw(bytes.Span[(int)f.Start..(int)f.End]);
            }
        }
        if (dims.Count > MaxRank || dims.Exists(d => d < 0)) throw new GraphRefusal($"The tensor '{name}' has an impossible shape.");
        var sources = typed.Count + (raw is null ? 0 : 1) + (elsewhere ? 1 : 0) + (texts ? 1 : 0);
        if (sources > 1) throw new GraphRefusal($"The tensor '{name}' has its numbers in {sources} fields, of which loaders read different ones.");
        var tensor = new TensorConstant
        {
            Type = type,
            Dims = dims,
            Extra = extra.ToArray(),
            HasData = !elsewhere && !texts
            && type != ElementType.Text
        };
        if (!tensor.HasData) return new(name, tensor);
        tensor = tensor with { Data = raw ?? Typed(name, type, typed) };
        var bits = type is ElementType.UInt4 or ElementType.Int4 ? 4 : type.Size() * 8;
        if (bits == 0) throw new GraphRefusal($"The tensor '{name}' has elements of the unknown type {(int)type}.");
        if (checked((checked(tensor.Count * bits) + 7) / 8) != tensor.Data.Length)
            throw new GraphRefusal($"The tensor '{name}' of [{string.Join(",", dims)}] {type} has {tensor.Data.Length} bytes.");
        return new(name, tensor);
    }

    /// <summary>Floats of one field, packed or not.</summary>
    public static void AddNumbers(ReadOnlySpan<byte> span, List<float> numbers)
    {
        for (var i = 0; i + 4 <= span.Length; i += 4) numbers.Add(BinaryPrimitives.ReadSingleLittleEndian(span[i..]));
    }

    private byte[] Typed(string name, ElementType type, Dictionary<int, List<ProtoField>> typed)
    {
        if (typed.Count == 0) return [];
        var (field, parts) = typed.First();
        var wanted = type switch
        {
            ElementType.Float or ElementType.Complex64 => 4,
            ElementType.Double or ElementType.Complex128 => 10,
            ElementType.Int64 => 7,
            ElementType.UInt32 or ElementType.UInt64 => 11,
            _ => 5,
        };
        if (field != wanted) throw new GraphRefusal($"The tensor '{name}' of {type} has its numbers in the field of another type.");
        var output = new MemoryStream();
        foreach (var part in parts)
        {
            if (field is 4 or 10) output.Write(bytes.Span.Slice((int)part.Offset, (int)part.Length));
            else Whole(part, Math.Max(1, type.Size()), output);
        }
        return output.ToArray();
    }

    private void Whole(in ProtoField part, int size, MemoryStream output)
    {
        var span = bytes.Span.Slice((int)part.Offset, (int)part.Length);
        Span<byte> one = stackalloc byte[8];
        while (span.Length > 0)
        {
            ulong value = 0;
            var n = 0;
            for (; n < span.Length && n < 10; n++)
            {
                value |= (ulong)(span[n] & 0x7f) << (7 * n);
                if (span[n] < 0x80) break;
            }
            if (n == span.Length || n == 10) throw new GraphRefusal("A tensor's packed numbers end within a number.");
            span = span[(n + 1)..];
            BinaryPrimitives.WriteUInt64LittleEndian(one, value);
            output.Write(one[..size]);
        }
    }
}
