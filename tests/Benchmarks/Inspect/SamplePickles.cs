using System.Buffers.Binary;

namespace Assay.Tests.Benchmarks.Inspect;

/// <summary>Pickles as honest writers make them, written opcode by opcode.</summary>
internal static class SamplePickles
{
    private const int MaxMemo = 200;

    /// <summary>A list of small dictionaries with strings, numbers and references.</summary>
    public static void Dictionaries(Stream target, int bytes)
    {
        using var output = new BufferedStream(target, 1 << 20);
        output.Write([0x80, 4, (byte)']', 0x94]);
        for (long written = 4, i = 0; written < bytes; i++)
        {
            output.Write([(byte)'(']);
            for (var n = 0; n < 20; n++)
            {
                byte[] item = n < 2 && i < MaxMemo / 2
                    ? [(byte)'}', 0x94, 0x8c, 4, .. "name"u8, 0x94, (byte)'K', (byte)n, (byte)'s']
                    : [(byte)'}', (byte)'(', 0x8c, 4, .. "name"u8, (byte)'K', (byte)n, 0x8c, 5, .. "value"u8, (byte)'G', 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, (byte)'u'];
                output.Write(item);
                written += item.Length;
            }
            output.Write([(byte)'e']);
            written += 2;
        }
        output.Write([(byte)'.']);
    }

    /// <summary>A list of pairs of numbers: hardly anything but opcodes.</summary>
    public static void Tuples(Stream target, int bytes)
    {
        using var output = new BufferedStream(target, 1 << 20);
        output.Write([0x80, 2, (byte)']', (byte)'q', 0]);
        for (long written = 5, i = 0; written < bytes; i++)
        {
            output.Write([(byte)'(']);
            for (var n = 0; n < 1000; n++) output.Write([(byte)'K', (byte)n, (byte)'K', (byte)i, 0x86]);
            output.Write([(byte)'e']);
            written += 5002;
        }
        output.Write([(byte)'.']);
    }

    /// <summary>Small pickles, configurations and texts, all different.</summary>
    public static IReadOnlyList<byte[]> Small(int count) => [.. Enumerable.Range(0, count).Select(i => (i % 4) switch
    {
        0 => [0x80, 2, (byte)'}', (byte)'X', 4, 0, 0, 0, .. Number(i), (byte)'K', 1, (byte)'s', (byte)'.'],
        1 => System.Text.Encoding.UTF8.GetBytes($$"""{"model_type":"bert","hidden_size":{{i}},"layers":[1,2,3],"architectures":["BertModel"]}"""),
        2 => [.. "the quick brown fox jumps over the lazy dog\n"u8, .. Number(i)],
        _ => [0x80, 2, .. "ccollections\nOrderedDict\n"u8, (byte)')', (byte)'R', (byte)'}', (byte)'X', 4, 0, 0, 0, .. Number(i), (byte)'K', 1, (byte)'s', (byte)'b', (byte)'.'],
    })];

    private static byte[] Number(int i)
    {
        var text = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(text, i);
        for (var n = 0; n < 4; n++) text[n] = (byte)('a' + (text[n] % 26));
        return text;
    }
}
