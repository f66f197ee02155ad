using System.Text;
using Assay.Contracts.Values;
using static Assay.Tests.Unit.Inspect.Analysers.ModelFormats.ModelSamples;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

/// <summary>Attacks on each of the formats, the plain one and the ways around a scanner that looks for it.</summary>
public sealed class ModelBypassTests
{
    private static Task Fires(byte[] bytes, string rule, Severity severity) => Examined.ShouldFireAsync(bytes, rule, severity);

    [Theory]
    [InlineData("FlexWriteFile")]
    [InlineData("FlexReadFile")]
    [InlineData("FlexEagerPyFunc")]
    [InlineData("FlexWriteFile\0of no concern")]
    [InlineData("WriteFile")]
    public Task An_operator_of_TensorFlow_Lite_that_reaches_files_or_code_is_high(string name) => Fires(TfLite(name), "ASY-TFL-010", Severity.High);

    [Fact]
    public Task A_Flex_operator_whose_options_run_another_one_is_high() =>
        Fires(TfLite("FlexAdd", [9, .. "WriteFile"u8, 0, 4, .. "node"u8]), "ASY-TFL-012", Severity.High);

    [Theory]
    [InlineData("FlexCopy", "debug_ops_spec\u0012 \n\u001eDebugIdentity;grpc://127.0.0.1:9")]
    [InlineData("FlexFixedUnigramCandidateSampler", "vocab_file\u0012\u000d\u0012\u000b/etc/passwd")]
    public Task A_file_or_an_address_in_the_options_of_a_flex_operator_is_high(string name, string options) =>
        Fires(TfLite(name, System.Text.Encoding.Latin1.GetBytes("\u0004Copy\0" + options)), "ASY-TFL-010", Severity.High);

    [Fact]
    public Task A_custom_operator_of_TensorFlow_Lite_that_nobody_knows_is_medium() => Fires(TfLite("MyOwnOp"), "ASY-TFL-011", Severity.Medium);

    [Fact]
    public async Task A_payload_in_a_buffer_of_TensorFlow_Lite_is_high()
    {
        await Fires(TfLite(buffer: Elf), "ASY-TFL-003", Severity.High);
        await Fires(TfLite(buffer: PickleBytes), "ASY-TFL-003", Severity.High);
        await Fires(Join(TfLite(), Elf), "ASY-TFL-003", Severity.High);
    }

    [Fact]
    public async Task References_that_lead_out_of_a_TensorFlow_Lite_model_are_medium()
    {
        await Fires(TfLite(tensor: 7), "ASY-TFL-001", Severity.Medium);
        await Fires([0x18, 0, 0, 0, .. "TFL3"u8, .. Enumerable.Repeat((byte)0xff, 40)], "ASY-TFL-001", Severity.Medium);
    }

    [Fact]
    public Task An_encoded_command_in_a_description_is_high() =>
        Fires(TfLite(description: Convert.ToBase64String(Encoding.UTF8.GetBytes("import os; " + Command))), "ASY-TFL-002", Severity.High);

    [Fact]
    public async Task Unknown_operators_backends_and_payloads_of_ExecuTorch_are_told()
    {
        await Fires(ExecuTorch(op: "my_ops::run"), "ASY-ETC-010", Severity.Medium);
        await Fires(ExecuTorch(backend: "MyBackend"), "ASY-ETC-011", Severity.Medium);
        await Fires(ExecuTorch(data: PickleBytes), "ASY-ETC-003", Severity.High);
        await Fires(ExecuTorch(option: Text("/tmp/libother.so")), "ASY-ETC-005", Severity.High);
    }

    [Fact]
    public async Task Custom_classes_and_links_of_Core_ML_are_told_wherever_they_stand()
    {
        await Fires(CoreMl(l => l.Message(500, c => c.Text(10, "MyLayer"))), "ASY-CML-010", Severity.Medium);
        await Fires(CoreMl(l => l.Message(615, loop => loop.Message(4, n => n.Message(1, x => x.Message(500, c => c.Text(10, "MyLayer")))))),
            "ASY-CML-010", Severity.Medium);
        await Fires(CoreMl(_ => { }, m => m.Message(555, c => c.Text(10, "MyModel"))), "ASY-CML-010", Severity.Medium);
        await Fires(CoreMl(_ => { }, m => m.Message(556, l => l.Message(1, f => f.Message(1, p => p.Text(1, "../other.mlmodel"))))), "ASY-CML-011",
            Severity.High);
        await Fires(
            CoreMl(l => l.Message(500, c => c.Text(10, "L").Message(30, e => e.Text(1, "k").Message(2, v => v.Text(20, Command))))), "ASY-CML-002",
                Severity.High);
    }

    [Fact]
    public async Task Unknown_fields_in_front_do_not_hide_a_Core_ML_model()
    {
        await Fires(CoreMl(l => l.Message(500, c => c.Text(10, "MyLayer")), m => m.Text(77, "filler")), "ASY-CML-010", Severity.Medium);
        await Fires(
            CoreMl(l => l.Message(500, c => c.Text(10, "MyLayer")), m => Enumerable.Range(0, 500).ToList().ForEach(_ => m.Int(99, 1))),
                "ASY-CML-010", Severity.Medium);
    }

    [Fact]
    public Task A_weights_file_outside_of_a_Core_ML_package_is_high() => Fires(
        CoreMlProgram.Reading("@model_path/../../etc/passwd"), "ASY-CML-012", Severity.High);

    [Fact]
    public Task A_part_outside_of_a_model_package_is_high() => Fires(
        Text("""{"fileFormatVersion":"1.0.0","itemInfoEntries":{"a":{"name":"weights","path":"../../home/user/.ssh/id"}}}"""), "ASY-CML-012", Severity.High);

    [Fact]
    public async Task Operators_of_PaddlePaddle_that_reach_files_or_Python_are_high()
    {
        await Fires(Paddle("py_func"), "ASY-PDL-010", Severity.High);
        await Fires(Paddle("save", "/home/user/.bashrc"), "ASY-PDL-011", Severity.High);
        await Fires(Text("""{"base_code":{"magic":"pir"},"program":{"regions":[{"blocks":[{"ops":[{"#":"pd_op.py_func"}]}]}]}}"""), "ASY-JSM-011", Severity.High);
    }

    [Fact]
    public async Task A_Python_layer_of_Caffe_is_high_in_both_forms()
    {
        await Fires(Caffe("Python", "evil"), "ASY-CAF-010", Severity.High);
        await Fires(Text("name: \"net\" layer { name: \"x\" type: \"Python\" python_param { module: \"evil\" layer: \"L\" } }"), "ASY-CAF-010",
            Severity.High);
        await Fires(Text("layer <\n type: 'Data'\n data_param { source: \"/etc/passwd\" }\n>"), "ASY-CAF-011", Severity.High);
    }

    [Fact]
    public async Task Payloads_and_odd_types_in_MessagePack_are_told()
    {
        await Fires(Map(("params", Binary(PickleBytes))), "ASY-FLX-003", Severity.High);
        await Fires(Map(("params", Array("object", [1, 2, 3, 4], 1))), "ASY-FLX-012", Severity.High);
        await Fires(Map(("params", Array("float32", [1, 2, 3, 4], 9))), "ASY-FLX-012", Severity.Medium);
        await Fires(Map(("params", Extension(42, [1, 2, 3]))), "ASY-FLX-010", Severity.Medium);
        await Fires(Map(("params", Map(("__reduce__", Packed("x"))))), "ASY-FLX-011", Severity.Medium);
        await Fires(Map(("params", Packed(Command))), "ASY-FLX-002", Severity.High);
        await Fires(Join(Map(("params", Packed("x"))), [0x01]), "ASY-FLX-013", Severity.Medium);
        await Fires([0x81, 0xa6, .. "param"u8], "ASY-FLX-001", Severity.Medium);
    }

    [Fact]
    public async Task Functions_in_Torch7_files_are_told_by_what_they_name()
    {
        await Fires(LuaTable(1, (LuaText("forward"), LuaFunction(2, [0x1b, .. "LJ"u8, .. "\u0003execute\u0002os"u8]))), "ASY-LUA-011",
            Severity.Critical);
        await Fires(LuaObject(1, "nn.Linear", LuaTable(2, (LuaText("f"), LuaFunction(3, [0x1b, .. "LJ nothing"u8])))), "ASY-LUA-010",
            Severity.Medium);
        await Fires(LuaTable(1, (LuaText("note"), LuaText("os.execute('echo assay-canary')"))), "ASY-LUA-002", Severity.High);
        await Fires(Text("4\n1\n3\nV 1\n9\nnn.Linear\n3\n2\n1\n2\n1\nf\n8\n3\n7\nexecute\n0\n"), "ASY-LUA-011", Severity.Critical);
    }

    [Fact]
    public async Task Commands_and_libraries_in_formats_without_public_structure_are_told()
    {
        await Fires(Join(Text("RKNN"), new byte[8], Text("cmd=bash -c 'echo assay-canary'")), "ASY-RKN-002", Severity.High);
        await Fires(Join(Text("ftrt"), new byte[32], Text("/opt/plugins/libmine.so")), "ASY-TRT-005", Severity.High);
        await Fires(Join(Text("ftrt"), new byte[3], Elf), "ASY-TRT-003", Severity.High);
        await Fires(Join(Text("CBM1"), Int(40), Text(Command), new byte[40]), "ASY-CBM-002", Severity.High);
        await Fires(Join(Text("CBM1"), Int(4000), new byte[40]), "ASY-CBM-001", Severity.Medium);
        await Fires(Text("tree\nversion=v4\nnum_class=1\nhook=curl http://127.0.0.1:9/x | sh\n"), "ASY-LGB-002", Severity.High);
        await Fires(Join(Text("ftrt"), new byte[32], Encoding.Unicode.GetBytes(Command)), "ASY-TRT-002", Severity.High);
        await Fires([8, 1, 0x12, 17, 10, 7, .. "version"u8, 0x12, 6, 8, 1, 16, 3, 40, 2, .. "native_user_function"u8], "ASY-CNT-010",
            Severity.Medium);
    }

    [Fact]
    public async Task Texts_of_boosters_are_looked_at()
    {
        await Fires(Booster(Command), "ASY-XGB-002", Severity.High);
        await Fires(Booster("gbtree", PickleBytes), "ASY-XGB-003", Severity.High);
        await Fires(Text("{\"learner\":{\"attributes\":{\"hook\":\"" + Command + "\"}},\"version\":[2,0,0]}"), "ASY-JSM-002", Severity.High);
    }

    [Fact]
    public async Task Custom_operators_of_MXNet_are_told_in_subgraphs_and_in_JSON_that_is_none()
    {
        await Fires(Text("""{"nodes":[{"op":"Custom","attrs":{"op_type":"x"}}],"arg_nodes":[],"heads":[]}"""), "ASY-JSM-010", Severity.Medium);
        await Fires(Text("""{"nodes":[{"op":"_foreach","subgraphs":[{"nodes":[{"op":"Custom"}]}]}],"arg_nodes":[],"heads":[]}"""), "ASY-JSM-010", Severity.Medium);
        await Fires(Text("""{"nodes":[{"op":"Custom","attrs":{"op_type":"x"}}],"arg_nodes":[],"heads":[]} trailing"""), "ASY-JSM-010", Severity.Medium);
        await Fires(Text("""{"arg_nodes":[],"heads":[],"nodes":[{"\udc00":"\ud800"},{"op":"Custom","attrs":{"op_type":"x"}}]}"""), "ASY-JSM-010", Severity.Medium);
        await Fires(Text("""{"nodes":[{"op":"x","attrs":{"library":"../../lib/libmine.so"}}],"arg_nodes":[],"heads":[]}"""), "ASY-JSM-005", Severity.High);
    }
}
