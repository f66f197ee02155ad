using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

namespace Assay.Tests.Unit.Formats.ModelFormats;

/// <summary>Readers and analysers of model formats on damage: nothing is thrown, whatever the bytes are.</summary>
public sealed class HostileModelTests
{
    private static readonly (string Format, byte[] Bytes)[] Samples =
    [
        (FileFormat.TfLite, ModelSamples.TfLite("FlexAdd", [3, .. "Add"u8])),
        (FileFormat.ExecuTorch, ModelSamples.ExecuTorch()),
        (FileFormat.CoreMl, ModelSamples.CoreMl(l => l.Message(500, c => c.Text(10, "MyLayer")))),
        (FileFormat.CoreMl, CoreMlProgram.Reading("@model_path/weights.bin")),
        (FileFormat.Paddle, ModelSamples.Paddle("save", "/x")),
        (FileFormat.Caffe, ModelSamples.Caffe("Python", "evil")),
        (FileFormat.MessagePack, ModelSamples.Map(("params", ModelSamples.Array("float32", [1, 2, 3, 4], 1)), ("x",
            ModelSamples.Binary(ModelSamples.PickleBytes)))),
        (FileFormat.R, RSamples.Rds(RSamples.Vector(RSamples.Promise(RSamples.Big(252), RSamples.Call("f", RSamples.String("x"))),
            RSamples.Closure(RSamples.Numbers(1))))),
        (FileFormat.Torch7, ModelSamples.LuaTable(1, (ModelSamples.LuaText("f"), ModelSamples.LuaFunction(2, [1, 2, 3])))),
        (FileFormat.XgBoost, ModelSamples.Booster("gbtree")),
        (FileFormat.Xml, ModelSamples.Text("<!DOCTYPE net [<!ENTITY a \"b\">]><net version=\"11\"><layers><layer type=\"x\"/></layers></net>")),
        (FileFormat.Json, ModelSamples.Text("""{"nodes":[{"op":"Custom","attrs":{"a":"b"}}],"arg_nodes":[],"heads":[]}""")),
        (FileFormat.CatBoost, ModelSamples.Join(ModelSamples.Text("CBM1"), ModelSamples.Int(4), new byte[8])),
        (FileFormat.TensorRt, ModelSamples.Join(ModelSamples.Text("ftrt"), ModelSamples.Elf)),
    ];

    public static TheoryData<int> Indexes
    {
        get
        {
            var data = new TheoryData<int>();
            for (var i = 0; i < Samples.Length; i++) data.Add(i);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public async Task Nothing_is_thrown_at_any_cut(int index)
    {
        var (format, bytes) = Samples[index];
        for (var length = 0; length < bytes.Length; length++) await Run(bytes[..length], format);
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public async Task Nothing_is_thrown_for_random_changes(int index)
    {
        var (format, bytes) = Samples[index];
        var random = new Random(20260 + index);
        for (var round = 0; round < 300; round++)
        {
            byte[] changed = [.. bytes];
            for (var i = random.Next(1, 6); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            await Run(changed, format);
        }
    }

    private static async Task Run(byte[] bytes, string format)
    {
        await Examined.AllAsync(bytes);
        foreach (var analyser in Examined.Analysers)
        {
            var result = await TestBed.For(analyser).WithBytes(bytes).As(format).RunAsync(TestContext.Current.CancellationToken);
            result.Result.BytesUnderstood.ShouldBeInRange(0, bytes.Length);
        }
    }
}
