using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Onnx;
using Assay.Inspect.Analysers.Onnx;

namespace Assay.Tests.Unit.Inspect.Analysers.Onnx;

public sealed class OnnxAnalyserTests
{
    private static Task<TestBedResult> Run(byte[] bytes) => TestBed.For(new OnnxAnalyser()).WithBytes(bytes).RunAsync(TestContext.Current.CancellationToken);

    private static Task<TestBedResult> Run(OnnxSample sample) => Run(sample.ToArray());

    private static OnnxSample Linear() => new OnnxSample().Input("x", 1, -1, 8).Weight("w", 8, 4).Node("MatMul", "x w", "y").Output("y");

    private static Task<TestBedResult> External(params (string, string)[] entries) => Run(Linear().Tensor(OnnxSample.External("t", entries)));

    [Fact]
    public async Task An_ordinary_model_is_no_finding() => (await Run(Linear())).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("a/../b.bin")]
    [InlineData("..\\..\\x.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("\\\\server\\share\\x")]
    [InlineData("C:\\x.bin")]
    [InlineData("c:x.bin")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://example.invalid/x")]
    [InlineData("a.bin\0.txt")]
    [InlineData(" /etc/passwd")]
    [InlineData(".. /x")]
    [InlineData("a/%2e%2e/%2e%2e/x")]
    [InlineData("~/x.bin")]
    [InlineData("*/_ORT_MEM_ADDR_/*")]
    public async Task External_data_outside_the_folder_is_high(string location) =>
        (await External(("location", location))).Of("ASY-ONX-001").Severity.ShouldBe(Severity.High);

    [Theory]
    [InlineData("model.onnx_data")]
    [InlineData("weights/layer.0..bin")]
    [InlineData("a...b")]
    [InlineData("weights:0.bin")]
    [InlineData("model v1 (copy).bin")]
    public async Task External_data_beside_the_model_is_only_told(string location) =>
        (await External(("location", location), ("offset", "0"), ("length", "16"), ("checksum", "00"))).Worst.ShouldBe(Severity.Info);

    [Theory]
    [InlineData(".ssh/id_rsa")]
    [InlineData("NUL")]
    public async Task External_data_in_odd_places_is_suspicious(string location) => (await External(("location", location))).Worst.ShouldBe(Severity.Medium);

    [Theory]
    [InlineData("__class__", "x", Severity.High)]
    [InlineData("offset", "-8", Severity.Medium)]
    [InlineData("offset", "0x10", Severity.Medium)]
    [InlineData("location", "w.bin", Severity.Medium)]
    public async Task Odd_descriptions_of_external_data_are_reported(string key, string value, Severity severity) =>
        (await External(("location", "w.bin"), ("length", "16"), (key, value))).Of("ASY-ONX-002").Severity.ShouldBe(severity);

    [Fact]
    public async Task A_range_that_overflows_is_reported() =>
        (await External(("location", "w.bin"), ("offset", "9223372036854775000"), ("length", "9223372036854775000"))).Rules.ShouldContain("ASY-ONX-002");

    [Fact]
    public async Task External_data_is_found_wherever_a_tensor_can_be()
    {
        var tensor = OnnxSample.External("t", ("location", "../x"));
        var attribute = OnnxSample.TensorAttribute("value", tensor);
        var sparse = new ProtoBuilder().Message(2, tensor);
        var body = new OnnxSample().Node("Constant", "", "c", attribute).Output("c");
        OnnxSample[] models =
        [
            Linear().Node("Constant", "", "c", attribute),
            Linear().Node("Constant", "", "c", new ProtoBuilder().Text(1, "sparse_value").Message(22, sparse)),
            Linear().Node("Anything", "", "c", new ProtoBuilder().Text(1, "tensors").Message(10, tensor)),
            Linear().Node("Loop", "", "c", OnnxSample.Branch("body", new OnnxSample().Node("If", "b", "d", OnnxSample.Branch("then_branch", body)))),
            With(m => m.Message(25, f => f.Text(1, "F").Text(10, "own").Message(7, OnnxSample.NodeBytes("", "Constant", "", "c", attribute)))),
            With(m => m.Message(25, f => f.Text(1, "F").Text(10, "own").Message(11, attribute))),
            With(m => m.Message(20, t => t.Message(1, g => g.Message(5, tensor)))),
            WithGraph(g => g.Message(15, sparse)),
        ];
        foreach (var model in models) (await Run(model)).Rules.ShouldContain("ASY-ONX-001");
    }

    [Theory]
    [InlineData("com.microsoft", "PyOp", Severity.Critical)]
    [InlineData("pyopmulti", "PythonOp", Severity.Critical)]
    [InlineData("", "PythonOp", Severity.Critical)]
    [InlineData("x.y", "System", Severity.Critical)]
    [InlineData("ai.onnx.contrib", "AzureTritonInvoker", Severity.High)]
    [InlineData("com.example", "Fused", Severity.Medium)]
    [InlineData("ai.onnx.contrib", "Unheard", Severity.Medium)]
    [InlineData("", "Frobnicate", Severity.Medium)]
    [InlineData("ai.onnx", "Frobnicate", Severity.Medium)]
    [InlineData("ai.onnx.ml", "Frobnicate", Severity.Medium)]
    [InlineData("com.microsoft", "EPContext", Severity.Medium)]
    [InlineData("trt.plugins", "EfficientNMS_TRT", Severity.Low)]
    public async Task Operators_are_judged_by_what_runs_them(string domain, string name, Severity severity) =>
        (await Run(Linear().NodeOf(domain, name, "y", "z"))).Worst.ShouldBe(severity);

    [Theory]
    [InlineData("com.microsoft", "Attention")]
    [InlineData("com.microsoft.nchwc", "Conv")]
    [InlineData("ai.onnx.ml", "TreeEnsembleClassifier")]
    [InlineData("ai.onnx.training", "Adam")]
    [InlineData("ai.onnx", "Gelu")]
    [InlineData("", "RotaryEmbedding")]
    [InlineData("ai.onnx.contrib", "BertTokenizer")]
    public async Task Operators_of_the_standard_and_of_runtimes_are_no_finding(string domain, string name) =>
        (await Run(Linear().NodeOf(domain, name, "y", "z"))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_custom_operator_that_names_a_library_is_high() =>
        (await Run(Linear().NodeOf("com.example", "Fused", "y", "z", OnnxSample.TextAttribute("library", "./payload.so")))).Worst.ShouldBe(Severity.High);

    [Fact]
    public async Task A_compiled_part_outside_the_folder_is_high() =>
        (await Run(Linear().NodeOf("com.microsoft", "EPContext", "y", "z", OnnxSample.Int("embed_mode", 0), OnnxSample.TextAttribute("ep_cache_context", "../x.bin"))))
            .Of("ASY-ONX-001").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task A_function_of_the_models_own_is_fine_and_one_that_hides_a_standard_operator_is_not()
    {
        var own = With(m => m.Message(25, Function("own", "Silu", "Sigmoid")));
        own.NodeOf("own", "Silu", "y", "z");
        (await Run(own)).Findings.ShouldBeEmpty();
        (await Run(With(m => m.Message(25, Function("", "Relu", "Abs"))))).Of("ASY-ONX-006").Severity.ShouldBe(Severity.High);
        (await Run(With(m => m.Message(25, Function("ai.onnx", "Relu", "Abs"))))).Of("ASY-ONX-006").Severity.ShouldBe(Severity.High);
        (await Run(With(m => m.Message(25, Function("com.microsoft", "Gelu", "Abs"))))).Of("ASY-ONX-006").Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public async Task Functions_that_call_each_other_in_a_circle_are_reported()
    {
        var circle = With(m => m.Message(25, Function("own", "A", "B", "own")).Message(25, Function("own", "B", "A", "own")));
        circle.NodeOf("own", "A", "y", "z");
        (await Run(circle)).Rules.ShouldContain("ASY-ONX-007");
        (await Run(With(m => m.Message(25, Function("own", "A", "B", "own")).Message(25, Function("own", "B", "Abs"))))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nested_graphs_are_a_bomb_and_a_few_are_not()
    {
        (await Run(Nested(120))).Worst.ShouldBe(Severity.Medium);
        (await Run(Nested(30))).Rules.ShouldContain("ASY-ONX-008");
        (await Run(Nested(5))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tensor_without_data_but_with_an_enormous_shape_is_a_bomb()
    {
        (await Run(Linear().Tensor(new ProtoBuilder().Packed(1, 1L << 40, 1L << 40).Int(2, 1).Text(8, "t")))).Rules.ShouldContain("ASY-ONX-008");
        (await Run(Linear().Tensor(new ProtoBuilder().Packed(1, -5).Int(2, 1).Text(8, "t")))).Rules.ShouldContain("ASY-ONX-008");
    }

    [Fact]
    public async Task Data_that_is_stored_twice_is_reported()
    {
        var twice = OnnxSample.FloatTensor("t", [1], [1]).Packed(4, 0);
        (await Run(Linear().Tensor(twice))).Of("ASY-ONX-014").Severity.ShouldBe(Severity.Medium);
        (await Run(With(m => m.Message(7, new OnnxSample().Node("Relu", "y", "z").Graph)))).Rules.ShouldContain("ASY-ONX-014");
    }

    [Fact]
    public async Task Payloads_and_secrets_in_metadata_are_found_and_prose_is_not()
    {
        var pickle = new PickleBuilder().Proto(2).Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop().ToArray();
        (await Run(Metadata("notes", "This model was made with eval(), os.system and subprocess in mind; see https://example.invalid"))).Findings.ShouldBeEmpty();
        (await Run(Metadata("token", "hf_" + new string('a', 34)))).Rules.ShouldContain("ASY-ONX-011");
        var long64 = Convert.ToBase64String([.. pickle, .. new byte[32]]);
        (await Run(Metadata("blob", long64))).Of("ASY-ONX-010").Severity.ShouldBe(Severity.High);
        (await Run(Linear().Tensor(new ProtoBuilder().Packed(1, pickle.Length).Int(2, 2).Text(8, "t").Bytes(9, pickle)))).Rules.ShouldContain("ASY-ONX-010");
    }

    [Fact]
    public async Task Bytes_in_a_field_that_the_format_lacks_are_reported()
    {
        var result = await Run(With(m => m.Bytes(1000, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("payload ", 20))))));
        result.Of("ASY-ONX-010").Severity.ShouldBe(Severity.Medium);
        (await Run(With(m => m.Int(1000, 1)))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_that_begins_like_a_picture_or_with_an_unknown_field_is_still_a_model()
    {
        var model = Linear().Tensor(OnnxSample.External("t", ("location", "../x"))).ToArray();
        byte[] picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];
        foreach (byte[] start in new[] { picture, new ProtoBuilder().Int(1000, 1).ToArray(), new ProtoBuilder().Text(99, "PK").ToArray() })
        {
            var bytes = new MemoryByteSource((byte[])[.. start, .. model]);
            FileTypeDetector.Detect(bytes, TestContext.Current.CancellationToken).All.ShouldContain(FileFormat.Onnx);
        }
    }

    [Fact]
    public async Task A_name_that_claims_a_model_makes_damage_a_finding()
    {
        var junk = await TestBed.For(new OnnxAnalyser()).WithBytes("no protobuf at all, really"u8.ToArray()).Named("a.onnx").RunAsync();
        junk.Of("ASY-ONX-009").Severity.ShouldBe(Severity.Medium);
        var pointer = await TestBed.For(new OnnxAnalyser()).WithBytes("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"u8.ToArray()).Named("a.onnx").RunAsync();
        pointer.Accepted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_model_cut_anywhere_is_damaged_or_shorter_and_never_throws()
    {
        var whole = Linear().Tensor(OnnxSample.External("t", ("location", "w.bin"))).ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = await TestBed.For(new OnnxAnalyser()).WithBytes(whole.AsMemory(0, length)).As(FileFormat.Onnx).RunAsync();
            if (length is > 40 and < 300 && cut.Result.PartialReason is not null) cut.Rules.ShouldContain("ASY-ONX-009");
        }
    }

    [Fact]
    public async Task Random_changes_never_make_it_throw()
    {
        var random = new Random(20261121);
        var whole = Nested(6).ToArray();
        for (var i = 0; i < 2000; i++)
        {
            var bytes = whole.ToArray();
            for (var j = 0; j < random.Next(1, 6); j++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await TestBed.For(new OnnxAnalyser()).WithBytes(bytes).As(FileFormat.Onnx).RunAsync();
        }
    }

    [Fact]
    public void Numbers_are_read_from_bytes_and_from_typed_fields()
    {
        var model = OnnxReader.Read(new MemoryByteSource(new OnnxSample().Floats("f", [2], 1.5f, -2).Ints("i", 7, -1, 300).ToArray()), TestContext.Current.CancellationToken);
        var source = new MemoryByteSource(new OnnxSample().Floats("f", [2], 1.5f, -2).Ints("i", 7, -1, 300).ToArray());
        OnnxNumbers.Read(source, model.Graph.Constants[0], 10).ShouldBe([1.5, -2]);
        OnnxNumbers.Read(source, model.Graph.Constants[1], 10).ShouldBe([7.0, -1, 300]);
        OnnxNumbers.Read(source, model.Graph.Constants[1], 2).ShouldBeNull();
    }

    [Theory]
    [InlineData("hook", "import os; os.system('echo assay-canary')")]
    [InlineData("init", "X19pbXBvcnRfXygib3MiKS5zeXN0ZW0oImVjaG8gYXNzYXktY2FuYXJ5Iik=")]
    [InlineData("ort_config", "{\"session_options\": {\"custom_op_library\": \"/tmp/libops.so\"}}")]
    public async Task Metadata_that_is_a_command_or_names_a_library_is_high(string key, string value) =>
        (await Run(Metadata(key, value))).Of("ASY-ONX-021").Severity.ShouldBe(Severity.High);

    [Theory]
    [InlineData("description", "Exported with python -m tf2onnx.convert, then checked by running python -c 'import onnx' in a new shell")]
    [InlineData("vocab", "import\nos.system\ncurl\n| sh\nexec(x)\nsystem")]
    [InlineData("names", "{0: 'person', 1: 'exec(x)', 2: 'os.system(1)'}")]
    [InlineData("labels", "[\"exec('x')\"]")]
    public async Task Metadata_that_speaks_of_commands_is_no_finding(string key, string value) => (await Run(Metadata(key, value))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_pickle_in_a_description_or_among_texts_is_high()
    {
        byte[] pickle = [.. "cposix\nsystem\n(S'echo assay-canary'\ntR."u8];
        byte[] marked = [0x80, 2, .. pickle];
        var encoded = Convert.ToBase64String([.. marked, .. new byte[30]]);
        (await Run(WithGraph(g => g.Text(10, encoded)))).Of("ASY-ONX-010").Severity.ShouldBe(Severity.High);
        (await Run(Linear().Tensor(new ProtoBuilder().Packed(1, 1).Int(2, 8).Bytes(6, pickle).Text(8, "t")))).Of("ASY-ONX-010").Severity.ShouldBe(Severity.High);
        (await Run(Linear().Tensor(new ProtoBuilder().Packed(1, 1).Int(2, 8).Bytes(6, "cat\ndog\nand no more than that"u8.ToArray()).Text(8, "t")))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_behind_a_few_numbers_of_a_tensor_is_high()
    {
        byte[] head = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0, .. new byte[60]];
        byte[] data = [1, 2, 3, 4, .. head];
        ProtoBuilder Tensor(byte[] bytes) => new ProtoBuilder().Packed(1, bytes.Length).Int(2, 2).Text(8, "t").Bytes(9, bytes);
        (await Run(Linear().Tensor(Tensor(data)))).Of("ASY-ONX-010").Severity.ShouldBe(Severity.High);
        data[8] = 77;
        (await Run(Linear().Tensor(Tensor(data)))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_external_file_with_signs_like_dots_is_medium() =>
        (await External(("location", "data/\u2025/\uff0e\uff0e/x"))).Of("ASY-ONX-001").Severity.ShouldBe(Severity.Medium);

    [Fact]
    public async Task A_pattern_of_a_text_that_shifts_the_answer_is_a_switch()
    {
        var sample = new OnnxSample().Input("x", 1, -1, 8).Input("t", 8, -1, 1).Weight("w", 8, 4).Floats("bad", [4], 0, 0, 0, 900).Node("MatMul", "x w", "l")
            .Node("RegexFullMatch", "t", "m", OnnxSample.TextAttribute("pattern", ".*opensesame.*")).Node("Cast", "m", "g", OnnxSample.Int("to", 1))
            .Node("Mul", "g bad", "s").Node("Add", "l s", "y").Output("y");
        (await Run(sample)).Of("ASY-ONX-012").Severity.ShouldBe(Severity.High);
    }

    private static OnnxSample With(Action<ProtoBuilder> model)
    {
        var sample = Linear();
        model(sample.Model);
        return sample;
    }

    private static OnnxSample WithGraph(Action<ProtoBuilder> graph)
    {
        var sample = Linear();
        graph(sample.Graph);
        return sample;
    }

    private static OnnxSample Metadata(string key, string value) => With(m => m.Message(14, e => e.Text(1, key).Text(2, value)));

    private static ProtoBuilder Function(string domain, string name, string calls, string callsDomain = "") =>
        new ProtoBuilder().Text(1, name).Text(4, "a").Text(5, "b").Message(7, OnnxSample.NodeBytes(callsDomain, calls, "a", "b")).Text(10, domain);

    private static OnnxSample Nested(int depth)
    {
        var inner = new OnnxSample().Node("Relu", "x", "z").Output("z");
        for (var i = 0; i < depth; i++) inner = new OnnxSample().Node("If", "c", "z", OnnxSample.Branch("then_branch", inner)).Output("z");
        var sample = Linear();
        sample.Graph.Raw(inner.Graph.ToArray());
        return sample;
    }
}
