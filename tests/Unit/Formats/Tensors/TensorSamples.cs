using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Assay.Analysis.Testing;
using Assay.Formats.Pickle;

namespace Assay.Tests.Unit.Formats.Tensors;

/// <summary>The same tensors written in every format, the way that their usual writers do.</summary>
internal static class TensorSamples
{
    public static byte[] SafeTensors(params SampleTensor[] tensors)
    {
        var header = new Dictionary<string, object>();
        long at = 0;
        foreach (var t in tensors)
        {
            header[t.Name] = new { dtype = t.Type, shape = t.Shape, data_offsets = new[] { at, at + t.Bytes.Length } };
            at += t.Bytes.Length;
        }
        return WithHeader(JsonSerializer.Serialize(header), [.. tensors.SelectMany(t => t.Bytes)]);
    }

    public static byte[] WithHeader(string json, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var file = new byte[8 + text.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)text.Length);
        text.CopyTo(file, 8);
        data.CopyTo(file, 8 + text.Length);
        return file;
    }

    public static byte[] Onnx(bool typed, params SampleTensor[] tensors)
    {
        var graph = new ProtoBuilder();
        foreach (var t in tensors) graph.Message(5, OnnxTensor(t, typed));
        return new ProtoBuilder().Int(1, 8).Message(7, graph).Message(8, m => m.Int(2, 17)).ToArray();
    }

    public static ProtoBuilder OnnxTensor(SampleTensor t, bool typed)
    {
        var tensor = new ProtoBuilder();
        foreach (var d in t.Shape) tensor.Int(1, d);
        tensor.Int(2, t.Onnx).Text(8, t.Name);
        if (!typed) return tensor.Bytes(9, t.Bytes);
        if (t.Type == "F32") return tensor.Bytes(4, t.Bytes);
        if (t.Type == "F64") return tensor.Bytes(10, t.Bytes);
        return tensor.Packed(t.Type == "I64" ? 7 : 5, t.Integers());
    }

    public static byte[] Npy(SampleTensor t, bool fortran = false, bool bigEndian = false)
    {
        var bytes = t.Bytes;
        if (fortran) bytes = t.ColumnMajor();
        if (bigEndian) bytes = SampleTensor.Swap(bytes, t.Width);
        var shape = t.Shape.Length == 1 ? $"({t.Shape[0]},)" : $"({string.Join(", ", t.Shape)})";
        var header = $"{{'descr': '{(bigEndian ? '>' : '<')}{t.Numpy}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. bytes];
    }

    public static byte[] Gguf(params SampleTensor[] tensors)
    {
        var file = new MemoryStream();
        var writer = new BinaryWriter(file);
        writer.Write("GGUF"u8);
        writer.Write(3);
        writer.Write((long)tensors.Length);
        writer.Write(0L);
        long at = 0;
        foreach (var t in tensors)
        {
            var name = Encoding.UTF8.GetBytes(t.Name);
            writer.Write((long)name.Length);
            writer.Write(name);
            writer.Write(t.Shape.Length);
            foreach (var d in t.Shape.Reverse()) writer.Write(d);
            writer.Write(t.Ggml);
            writer.Write(at);
            at = (at + t.Bytes.Length + 31) / 32 * 32;
        }
        foreach (var t in tensors)
        {
            while (file.Length % 32 != 0) writer.Write((byte)0);
            writer.Write(t.Bytes);
        }
        while (file.Length % 32 != 0) writer.Write((byte)0);
        return file.ToArray();
    }

    /// <summary>An archive as torch.save writes it: each tensor has a storage of its own, unless <paramref name="views"/> says otherwise.</summary>
    public static byte[] Torch(IReadOnlyList<(string Name, int Storage, long Offset, long[] Shape, long[] Strides)> views, bool packed, bool bigEndian, params SampleTensor[] storages)
    {
        var pickle = new PickleBuilder().Proto(2).Global("collections", "OrderedDict").EmptyTuple().Reduce().Mark();
        foreach (var (name, storage, offset, shape, strides) in views)
        {
            var of = storages[storage];
            pickle.Text(name).Global("torch._utils", "_rebuild_tensor_v2").Mark()
                .Mark().Text("storage").Global("torch", of.TorchStorage).Text($"{storage}").Text("cpu").Int(of.Bytes.Length / of.Width).Op(PickleOpcode.Tuple)
                .Op(PickleOpcode.BinPersId).Int((int)offset);
            Tuple(pickle, shape);
            Tuple(pickle, strides);
            pickle.Op(PickleOpcode.NewFalse).Global("collections", "OrderedDict").EmptyTuple().Reduce().Op(PickleOpcode.Tuple).Reduce();
        }
        pickle.Op(PickleOpcode.SetItems).Stop();
        var members = new List<(string, byte[])> { ("m/data.pkl", pickle.ToArray()), ("m/byteorder", Encoding.ASCII.GetBytes(bigEndian ? "big" : "little")) };
        for (var i = 0; i < storages.Length; i++) members.Add(($"m/data/{i}", bigEndian ? SampleTensor.Swap(storages[i].Bytes, storages[i].Width) : storages[i].Bytes));
        return SampleArchives.Zip(packed ? System.IO.Compression.CompressionLevel.Optimal : System.IO.Compression.CompressionLevel.NoCompression, [.. members]);
    }

    public static byte[] Torch(params SampleTensor[] tensors) =>
        Torch([.. tensors.Select((t, i) => (t.Name, i, 0L, t.Shape, SampleTensor.RowMajor(t.Shape)))], packed: false, bigEndian: false, tensors);

    private static void Tuple(PickleBuilder pickle, long[] numbers)
    {
        pickle.Mark();
        foreach (var n in numbers) pickle.Int((int)n);
        pickle.Op(PickleOpcode.Tuple);
    }
}
