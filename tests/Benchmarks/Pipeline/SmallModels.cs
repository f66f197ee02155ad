using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Assay.Tests.Benchmarks.Pipeline;

/// <summary>Writes folders of distinct small models, three files each: a configuration, a model card, and a pickled dictionary of floats.</summary>
internal static class SmallModels
{
    public static string Write(string root, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"model-{i:d5}"))).FullName;
            File.WriteAllText(Path.Combine(folder, "config.json"), $$"""{"model_type": "mlp", "hidden_size": 8, "seed": {{i}}}""");
            File.WriteAllText(Path.Combine(folder, "README.md"), $"# Model {i}\n\nA small model.\n");
            File.WriteAllBytes(Path.Combine(folder, "weights.pkl"), Weights(i));
        }
        return root;
    }

    /// <summary>Protocol 2: a dictionary from names to floats.</summary>
    private static byte[] Weights(int seed)
    {
        using var bytes = new MemoryStream();
        bytes.Write([0x80, 2, (byte)'}', (byte)'(']);
        Span<byte> number = stackalloc byte[9];
        Span<byte> length = stackalloc byte[4];
        for (var i = 0; i < 64; i++)
        {
            var name = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"layer.{i}.weight"));
            bytes.WriteByte((byte)'X');
            BinaryPrimitives.WriteInt32LittleEndian(length, name.Length);
            bytes.Write(length);
            bytes.Write(name);
            number[0] = (byte)'G';
            BinaryPrimitives.WriteDoubleBigEndian(number[1..], (seed * 0.001) + i);
            bytes.Write(number);
        }
        bytes.Write([(byte)'u', (byte)'.']);
        return bytes.ToArray();
    }
}
