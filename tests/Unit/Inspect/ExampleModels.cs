using System.IO.Compression;
using Assay.Analysis.Testing;
using Assay.Formats.Pickle;

namespace Assay.Tests.Unit.Inspect;

/// <summary>Makes the models in <c>examples/models</c>.</summary>
internal static class ExampleModels
{
    private const int Features = 4;
    private const int Classes = 3;

    /// <summary>A state dictionary of one linear layer, laid out as torch.save does.</summary>
    public static byte[] CleanClassifier()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "clean-classifier/data.pkl", StateDictionary());
            Add(zip, "clean-classifier/data/0", Numbers(Features * Classes));
            Add(zip, "clean-classifier/data/1", Numbers(Classes));
            Add(zip, "clean-classifier/version", "3\n"u8.ToArray());
        }
        return memory.ToArray();
    }

    /// <summary>A pickle that would run <c>echo assay-canary</c> when loaded. It is only ever to be scanned.</summary>
    public static byte[] CanaryPickle() =>
        new PickleBuilder().Proto(2).Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop().ToArray();

    private static byte[] StateDictionary()
    {
        var pickle = new PickleBuilder().Proto(2).Global("collections", "OrderedDict").Put(0).EmptyTuple().Reduce().Mark();
        Tensor(pickle.Text("linear.weight"), "0", Features * Classes, [Classes, Features], [Features, 1]);
        Tensor(pickle.Text("linear.bias"), "1", Classes, [Classes], [1]);
        return pickle.Op(PickleOpcode.SetItems).Stop().ToArray();
    }

    private static void Tensor(PickleBuilder pickle, string key, int count, int[] size, int[] stride)
    {
        pickle.Global("torch._utils", "_rebuild_tensor_v2").Mark();
        pickle.Mark().Text("storage").Global("torch", "FloatStorage").Text(key).Text("cpu").Int(count).Op(PickleOpcode.Tuple).Op(PickleOpcode.BinPersId);
        pickle.Int(0);
        Shape(pickle, size);
        Shape(pickle, stride);
        pickle.Op(PickleOpcode.NewFalse).Get(0).EmptyTuple().Reduce().Op(PickleOpcode.Tuple).Reduce();
    }

    private static void Shape(PickleBuilder pickle, int[] values)
    {
        pickle.Mark();
        foreach (var value in values) pickle.Int(value);
        pickle.Op(PickleOpcode.Tuple);
    }

    private static byte[] Numbers(int count)
    {
        var bytes = new byte[count * sizeof(float)];
        for (var i = 0; i < count; i++) BitConverter.TryWriteBytes(bytes.AsSpan(i * sizeof(float)), (i - (count / 2)) / 8f);
        return bytes;
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }
}
