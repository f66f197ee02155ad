using System.Buffers.Binary;
using System.Text;
using Assay.Analysis.Testing;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

/// <summary>Small models of many formats, written by hand.</summary>
internal static class ModelSamples
{
    public const string Command = "os.system('echo assay-canary')";

    public static byte[] Elf { get; } = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0, .. new byte[44]];

    public static byte[] PickleBytes { get; } = new PickleBuilder().Proto(2).Global("os",
        "system").Text("echo assay-canary").Tuple1().Reduce().Stop().ToArray();

    public static byte[] TfLite(string? custom = null, byte[]? options = null, byte[]? buffer = null, string? description = null, int tensor = 0)
    {
        var code = custom is null ? new FlatNode { [0] = (byte)0 } : new FlatNode { [0] = (byte)32, [1] = custom, [3] = 32 };
        var op = new FlatNode { [0] = 0, [1] = new[] { 0 }, [2] = new[] { tensor } };
        if (options is not null) op[5] = options;
        var input = new FlatNode { [0] = new[] { 1, 4 }, [2] = 0, [3] = "x" };
        var graph = new FlatNode { [0] = new[] { input }, [1] = new[] { 0 }, [2] = new[] { 0 }, [3] = new[] { op } };
        return new FlatNode
        {
            [0] = 3,
            [1] = new[] { code },
            [2] = new[] { graph },
            [3] = description ?? "a model",
            [4] = new[] { new FlatNode { [0] = buffer ?? [1, 2, 3, 4] } },
        }.ToFile("TFL3");
    }

    public static byte[] ExecuTorch(string op = "aten::add", string backend = "XnnpackBackend", byte[]? option = null, byte[]? data = null)
    {
        var part = new FlatNode { [0] = backend, [2] = new[] { new FlatNode { [0] = "mode", [1] = option ?? "fast"u8.ToArray() } } };
        var plan = new FlatNode { [0] = "forward", [6] = new[] { new FlatNode { [0] = op, [1] = "out" } }, [7] = new[] { part } };
        return new FlatNode { [0] = 0, [1] = new[] { plan }, [3] = new[] { new FlatNode { [0] = data ?? [1, 2, 3] } } }.ToFile("ET12");
    }

    public static byte[] CoreMl(Action<ProtoBuilder> layer, Action<ProtoBuilder>? first = null)
    {
        var model = new ProtoBuilder();
        first?.Invoke(model);
        return model.Int(1, 5)
            .Message(2, d => d.Message(100, m => m.Text(1, "A classifier. Execution is fast; no command is run.").Text(2, "1.0")))
            .Message(500, n => n.Message(1, l => layer(l.Text(1, "conv_1"))))
            .ToArray();
    }

    public static byte[] Paddle(string op, string? path = null) => new ProtoBuilder()
        .Message(1, b => b.Int(1, 0).Int(2, -1)
            .Message(3, v => v.Text(1, "x").Message(2, t => t.Int(1, 7)))
            .Message(4, o => o.Text(3, "feed"))
            .Message(4, o =>
            {
                o.Text(3, op);
                if (path is not null) o.Message(4, a => a.Text(1, "file_path").Int(2, 2).Text(5, path));
            }))
        .Message(4, v => v.Int(1, 0)).ToArray();

    public static byte[] Caffe(string type, string? module = null) => new ProtoBuilder().Text(1, "net")
        .Message(100, l =>
        {
            l.Text(1, "layer").Text(2, type).Text(3, "data");
            if (module is not null) l.Message(130, p => p.Text(1, module).Text(2, "Layer"));
        }).ToArray();

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    public static byte[] Map(params (string Key, byte[] Value)[] entries) =>
        Join([[(byte)(0x80 | entries.Length)], .. entries.SelectMany(e => new[] { Packed(e.Key), e.Value })]);

    public static byte[] Packed(string text) =>
        text.Length < 32 ? [(byte)(0xa0 | text.Length), .. Text(text)] : [0xda, (byte)(text.Length >> 8), (byte)text.Length, .. Text(text)];

    public static byte[] Binary(byte[] data) => [0xc5, (byte)(data.Length >> 8), (byte)data.Length, .. data];

    public static byte[] Array(string type, byte[] data, int elements) => Extension(1, Join([0x93, 0x91, (byte)elements], Packed(type),
        Binary(data)));

    public static byte[] Extension(int type, byte[] data) => [0xc8, (byte)(data.Length >> 8), (byte)data.Length, (byte)type, .. data];

    public static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] LuaText(string text) => Join(Int(2), Int(text.Length), Text(text));

    public static byte[] LuaFunction(int index, byte[] code) => Join(Int(8), Int(index), Int(code.Length), code, Int(0));

    public static byte[] LuaTable(int index, params (byte[] Key, byte[] Value)[] pairs) =>
        Join([Int(3), Int(index), Int(pairs.Length), .. pairs.SelectMany(p => new[] { p.Key, p.Value })]);

    public static byte[] LuaObject(int index, string name, byte[] content) => Join(Int(4), Int(index), Int(3), Text("V 1"), Int(name.Length),
        Text(name), content);

    public static byte[] Booster(string name, byte[]? behind = null) => Join(
        Text("{"), Text("L"), [0, 0, 0, 0, 0, 0, 0, 7], Text("learner"), Text("{"), Text("L"), [0, 0, 0, 0, 0, 0, 0, 4], Text("name"),
        Text("SL"), [0, 0, 0, 0, 0, 0, 0, (byte)name.Length], Text(name), Text("L"), [0, 0, 0, 0, 0, 0, 0, 1], Text("w"), Text("[$d#L"), [0, 0, 0,
            0, 0, 0, 0, 2],
        new byte[8], Text("}}"), behind ?? []);
}
