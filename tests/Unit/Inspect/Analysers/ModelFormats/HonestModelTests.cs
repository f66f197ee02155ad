using Assay.Contracts.Values;
using static Assay.Tests.Unit.Inspect.Analysers.ModelFormats.ModelSamples;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

/// <summary>Honest models that look like attacks to a scanner that searches for words.</summary>
public sealed class HonestModelTests
{
    private static Task Honest(byte[] bytes, string format) => Examined.ShouldBeHonestAsync(bytes, format);

    [Fact]
    public async Task TensorFlow_Lite_models_with_known_operators_and_prose_are_fine()
    {
        await Honest(TfLite(), FileFormat.TfLite);
        await Honest(TfLite("TFLite_Detection_PostProcess"), FileFormat.TfLite);
        await Honest(TfLite("FlexCopy", [.. "\u0004Copy\0debug_ops_spec\u0012\u0002\n\0*\u0004/job"u8]), FileFormat.TfLite);
        await Honest(TfLite("FlexErf", [3, .. "Erf"u8, 0, 20, .. "model/Save/ReadFile_1"u8]), FileFormat.TfLite);
        await Honest(TfLite(description: "Runs on the system's GPU; evaluate with eval (see paper), exec_time_ms 3"), FileFormat.TfLite);
    }

    [Fact]
    public async Task ExecuTorch_programs_with_known_operators_and_backends_are_fine()
    {
        await Honest(ExecuTorch(), FileFormat.ExecuTorch);
        await Honest(ExecuTorch("llama::sdpa_with_kv_cache", "QnnBackend"), FileFormat.ExecuTorch);
    }

    [Fact]
    public async Task Core_ML_models_with_prose_and_packages_are_fine()
    {
        await Honest(CoreMl(_ => { }), FileFormat.CoreMl);
        await Honest(CoreMlProgram.Reading("@model_path/weights/weight.bin"), FileFormat.CoreMl);
        await Honest(
            Text("""{"fileFormatVersion":"1.0.0","itemInfoEntries":{"a":{"name":"model.mlmodel","path":"com.apple.CoreML/model.mlmodel"}}}"""), FileFormat.Json);
    }

    [Fact]
    public async Task Checkpoints_in_MessagePack_are_fine()
    {
        await Honest(Map(("params", Map(("kernel", Array("float32", new byte[8], 2)), ("scale", Array("bfloat16", new byte[4], 2))))),
            FileFormat.MessagePack);
        await Honest(Map(("opt_state", Map(("step", [0xcd, 3, 0xe8]))), ("system", Packed("exec_time")), ("eval", [1])), FileFormat.MessagePack);
    }

    [Fact]
    public async Task Torch7_models_are_fine()
    {
        var storage = LuaObject(4, "torch.FloatStorage", Join(Int(2), Int(0), new byte[8]));
        var tensor = LuaObject(3, "torch.FloatTensor", Join(Int(1), Int(2), Int(0), Int(1), Int(0), Int(1), Int(0), storage));
        await Honest(LuaObject(1, "nn.Linear", LuaTable(2, (LuaText("weight"), tensor), (LuaText("train"), Join(Int(5), Int(1))))),
            FileFormat.Torch7);
    }

    [Fact]
    public async Task Boosters_with_telling_names_are_fine()
    {
        await Honest(Booster("gbtree"), FileFormat.XgBoost);
        await Honest(Text("tree\nversion=v4\nnum_class=1\nfeature_names=system exec_time_ms import_os eval_score os.system\n"), FileFormat.LightGbm);
        await Honest(Join(Text("CBM1"), Int(40), Text("feature_system\0exec_time_ms\0system_call()xxxxxxx")), FileFormat.CatBoost);
        await Honest(Text("""{"learner":{"feature_names":["system","exec(","eval"],"gradient_booster":{"name":"gbtree"}},"version":[2,0,0]}"""), FileFormat.Json);
    }

    [Fact]
    public async Task Words_of_a_vocabulary_are_fine()
    {
        await Honest(Join(Int(793712314), Int(12), Text("os.system('ls')\0javascript:void(0)\0"), new byte[64]), FileFormat.FastText);
        await Honest(Join([0x12, 1, 0, 0, 0, 0, 0, 0], new byte[24], Text("arg:fc_weight")), FileFormat.MxNetParameters);
    }

    [Fact]
    public async Task Programs_and_graphs_for_inference_are_fine()
    {
        await Honest(Paddle("conv2d"), FileFormat.Paddle);
        await Honest(Caffe("Convolution"), FileFormat.Caffe);
        await Honest(Text("name: \"LeNet\"\nlayer {\n  type: \"Data\"\n  data_param { source: \"examples/mnist_train_lmdb\" }\n}"), FileFormat.Text);
        await Honest(Text("""{"nodes":[{"op":"null","name":"data","inputs":[]},{"op":"FullyConnected","attrs":{"num_hidden":"2"}}],"arg_nodes":[0],"heads":[[1,0,0]]}"""), FileFormat.Json);
    }

    [Fact]
    public async Task Engines_of_code_for_the_graphics_card_are_fine()
    {
        byte[] cubin = [.. Elf];
        cubin[18] = 190;
        await Honest(Join(Text("ftrt"), new byte[32], cubin, Text("sm80_xmma_gemm_f16f16")), FileFormat.TensorRt);
        await Honest(Join(Text("RKNN"), new byte[8], Text("runtime=rockchip\nlabel=execute_mode_fast\n")), FileFormat.Rknn);
    }
}
