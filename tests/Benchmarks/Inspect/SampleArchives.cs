using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Assay.Tests.Benchmarks.Inspect;

/// <summary>Checkpoints as torch.save and safetensors write them; the large ones are files with holes.</summary>
internal static class SampleArchives
{
    /// <summary>A state dictionary of one-dimensional float tensors, each with a storage of its own.</summary>
    public static void ManyTensors(string path, int count, int bytes)
    {
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        using (var pickle = zip.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open()) pickle.Write(StateDictionary(count, bytes / 4));
        var content = new byte[Math.Min(bytes, 1 << 20)];
        new Random(1).NextBytes(content);
        for (var i = 0; i < count; i++)
        {
            using var storage = zip.CreateEntry($"archive/data/{i}", CompressionLevel.NoCompression).Open();
            for (var written = 0; written < bytes; written += content.Length) storage.Write(content, 0, Math.Min(content.Length, bytes - written));
        }
        using (var version = zip.CreateEntry("archive/version", CompressionLevel.NoCompression).Open()) version.Write("3\n"u8);
    }

    /// <summary>Byte tensors one behind the other.</summary>
    public static void SafeTensors(string path, int count, int bytes)
    {
        var header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (long i = 0; i < count; i++) header.Append(null, $",\"layer.{i}.weight\":{{\"dtype\":\"U8\",\"shape\":[{bytes}],\"data_offsets\":[{i * bytes},{(i + 1) * bytes}]}}");
        header.Append('}');
        while (header.Length % 8 != 0) header.Append(' ');
        using var file = File.Create(path);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        file.Write(Encoding.UTF8.GetBytes(header.ToString()));
        file.SetLength(file.Position + ((long)count * bytes));
    }

    private static byte[] StateDictionary(int count, int elements)
    {
        using var pickle = new MemoryStream();
        pickle.Write([0x80, 2]);
        pickle.Write("ccollections\nOrderedDict\nq\0)Rq\x01("u8);
        for (var i = 0; i < count; i++)
        {
            Text(pickle, $"layers.{i}.weight");
            pickle.Write("ctorch._utils\n_rebuild_tensor_v2\n(("u8);
            Text(pickle, "storage");
            pickle.Write("ctorch\nFloatStorage\n"u8);
            Text(pickle, $"{i}");
            Text(pickle, "cpu");
            Number(pickle, elements);
            pickle.Write("tQK\0"u8);
            Number(pickle, elements);
            pickle.Write([0x85, (byte)'K', 1, 0x85, 0x89]);
            pickle.Write("ccollections\nOrderedDict\n)RtR"u8);
        }
        pickle.Write("u."u8);
        return pickle.ToArray();
    }

    private static void Text(MemoryStream pickle, string text)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)'X';
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], text.Length);
        pickle.Write(head);
        pickle.Write(Encoding.ASCII.GetBytes(text));
    }

    private static void Number(MemoryStream pickle, int number)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = (byte)'J';
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], number);
        pickle.Write(bytes);
    }
}
