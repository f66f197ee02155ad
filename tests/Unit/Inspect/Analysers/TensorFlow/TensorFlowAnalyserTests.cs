using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Inspect.Analysers.TensorFlow;
using Assay.Tests.Unit.Formats.PythonBytecode;
using static Assay.Tests.Unit.Inspect.Analysers.TensorFlow.TfSample;

namespace Assay.Tests.Unit.Inspect.Analysers.TensorFlow;

public sealed class TensorFlowAnalyserTests
{
    private static Task<TestBedResult> Run(byte[] bytes) => TestBed.For(new TensorFlowAnalyser()).WithBytes(bytes).RunAsync(TestContext.Current.CancellationToken);

    private static Task<TestBedResult> Run(TfSample sample) => Run(sample.SavedModel());

    [Fact]
    public void Each_kind_of_file_is_known_by_its_nodes()
    {
        var sample = new TfSample().Node("y", "Relu", "x");
        Detect(sample.SavedModel()).ShouldBe(FileFormat.SavedModel);
        Detect(sample.MetaGraph()).ShouldBe(FileFormat.MetaGraph);
        Detect(sample.Graph()).ShouldBe(FileFormat.TensorFlowGraph);
        Detect(KerasMetadata("{}")).ShouldBe(FileFormat.KerasMetadata);
        Detect([.. new ProtoBuilder().Int(1000, 7).ToArray(), .. sample.SavedModel()]).ShouldBe(FileFormat.SavedModel);
    }

    [Fact]
    public async Task What_every_saved_model_does_is_no_finding()
    {
        var sample = new TfSample().Node("v", "VarHandleOp", "").Node("r", "ReadVariableOp", "v").Node("m", "MatMul", "x r").Node("saver_filename", "Placeholder", "")
            .Text("temp", "_temp/part").Text("part", ".part").Text("pattern", "^s3://.*").Node("is_s3", "StaticRegexFullMatch", "saver_filename", ("pattern", TextValue("^s3://.*")))
            .Node("which", "Select", "is_s3 part temp").Node("prefix", "StringJoin", "saver_filename which").Node("shard", "ShardedFilename", "prefix")
            .Node("save", "SaveV2", "shard pattern pattern r").Node("merge", "MergeV2Checkpoints", "shard saver_filename").Node("restore", "RestoreV2", "saver_filename part part");
        (await Run(sample)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_default_of_the_checkpoints_name_is_no_finding() =>
        (await Run(new TfSample().Text("d", "model").Node("p", "PlaceholderWithDefault", "d").Node("save", "SaveV2", "p x x"))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_vocabulary_among_the_assets_is_no_finding()
    {
        var sample = new TfSample().Text("vocab", "/home/somebody/vocab.txt").Node("t", "HashTableV2", "").Node("i", "InitializeTableFromTextFileV2", "t vocab")
            .Asset("vocab:0", "vocab.txt");
        (await Run(sample)).Findings.ShouldBeEmpty();
        (await Run(new TfSample().Node("asset_path", "Placeholder", "").Node("t", "HashTableV2", "").Node("i", "InitializeTableFromTextFileV2", "t asset_path"))).Findings
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ReadFile", "/etc/passwd", "ASY-TFG-001", Severity.High)]
    [InlineData("MatchingFiles", "/home/*", "ASY-TFG-001", Severity.High)]
    [InlineData("TextLineDataset", "/etc/shadow", "ASY-TFG-001", Severity.High)]
    [InlineData("TFRecordDatasetV2", "https://example.invalid/x", "ASY-TFG-001", Severity.High)]
    [InlineData("WriteFile", "/tmp/assay-canary", "ASY-TFG-002", Severity.Critical)]
    [InlineData("WriteFile", "canary.txt", "ASY-TFG-002", Severity.High)]
    [InlineData("SaveV2", "/root/.ssh/authorized_keys", "ASY-TFG-002", Severity.Critical)]
    [InlineData("RestoreV2", "../../other/model", "ASY-TFG-001", Severity.High)]
    public async Task A_constant_path_is_reported_with_the_path(string op, string path, string rule, Severity severity)
    {
        var finding = (await Run(new TfSample().Text("p", path).Node("n", op, "p x x"))).Of(rule);
        finding.Severity.ShouldBe(severity);
        finding.Evidence.ShouldContain(e => e.Value == path);
    }

    [Theory]
    [InlineData("RecordInput", "file_pattern", "/etc/passwd", "ASY-TFG-001", Severity.High)]
    [InlineData("FixedUnigramCandidateSampler", "vocab_file", "/etc/passwd", "ASY-TFG-001", Severity.High)]
    [InlineData("DecodeProtoV2", "descriptor_source", "/root/.ssh/id_rsa", "ASY-TFG-001", Severity.High)]
    [InlineData("Copy", "debug_ops_spec", "DebugIdentity;grpc://127.0.0.1:9/x;0", "ASY-TFG-005", Severity.High)]
    [InlineData("CopyHost", "debug_ops_spec", "DebugIdentity;file:///tmp/dump;0", "ASY-TFG-002", Severity.Critical)]
    [InlineData("MlirPassthroughOp", "mlir_module", "func @main() { \"tf.WriteFile\"(%a, %b) }", "ASY-TFG-002", Severity.Critical)]
    [InlineData("XlaCallModule", "module", "custom_call @xla_python_cpu_callback", "ASY-TFG-004", Severity.High)]
    public async Task What_an_operator_reaches_through_an_attribute_is_reported(string op, string attribute, string value, string rule, Severity severity) =>
        (await Run(new TfSample().Node("n", op, "x", (attribute, TextValue(value))))).Of(rule).Severity.ShouldBe(severity);

    [Theory]
    [InlineData("FixedUnigramCandidateSampler", "vocab_file", "")]
    [InlineData("DecodeProtoV2", "descriptor_source", "local://")]
    [InlineData("DecodeProtoV2", "descriptor_source", "bytes://x")]
    [InlineData("Copy", "debug_ops_spec", "")]
    [InlineData("XlaCallModule", "module", "ML\u00efR StableHLO custom_call @Sharding")]
    public async Task The_same_attributes_without_a_file_are_no_finding(string op, string attribute, string value) =>
        (await Run(new TfSample().Node("n", op, "x", (attribute, TextValue(value))))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_path_that_is_put_into_a_variable_is_followed() =>
        (await Run(new TfSample().Text("p", "/root/.bashrc").Node("v", "VarHandleOp", "").Node("a", "AssignVariableOp", "v p").Node("r", "ReadVariableOp", "v")
            .Node("n", "WriteFile", "r p"))).Of("ASY-TFG-002").Evidence.ShouldContain(e => e.Value == "/root/.bashrc");

    private static Task<TestBedResult> Text(string graph) =>
        TestBed.For(new TensorFlowAnalyser()).WithBytes(Encoding.UTF8.GetBytes(graph)).As(FileFormat.Text).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("node { name: 'p' op: 'Const' attr { key: 'value' value { tensor { dtype: DT_STRING string_val: '/root/' '.bashrc' } } } }\nnode { name: 'w' op: 'WriteFile' input: 'p' input: 'p' }")]
    [InlineData("# text\nmeta_graphs <\n graph_def: { node [{ name: \"p\", op: \"Const\"; attr { key: \"value\" value { tensor { dtype: 7 string_val: [\"/root/.bash\\x72c\"] } } } }, "
        + "{ name: \"w\" op: \"Write\\106ile\" input: [\"p\", \"p\"] }] } >")]
    public async Task A_graph_that_is_written_as_text_is_examined_as_the_binary_one(string graph) =>
        (await Text(graph)).Of("ASY-TFG-002").Severity.ShouldBe(Severity.Critical);

    [Theory]
    [InlineData("node { name: 'x' op: 'Placeholder' }\nnode { name: 'y' op: 'Relu' input: 'x' attr { key: 'T' value { type: DT_FLOAT } } }\nversions { producer: 1087 }")]
    [InlineData("item {\n  id: 1\n  name: 'ReadFile'\n}")]
    [InlineData("name: \"resnet\"\nplatform: \"onnxruntime_onnx\"\ninput [ { name: \"x\" dims: [ 3 ] } ]")]
    [InlineData("node is a word op: of a sentence")]
    public async Task Other_texts_with_braces_are_no_finding(string text) => (await Text(text)).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_graph_as_text_that_breaks_off_anywhere_is_survived()
    {
        const string Graph = "node { name: 'p' op: 'Const' attr { key: 'value' value { tensor { dtype: DT_STRING string_val: '\\x41\\101' } } } } library < function [{}] >";
        for (var length = 0; length < Graph.Length; length++) await Text(Graph[..length]);
    }

    [Fact]
    public async Task A_path_of_the_callers_choice_is_suspicious() =>
        (await Run(new TfSample().Node("p", "Placeholder", "").Node("n", "ReadFile", "p"))).Of("ASY-TFG-003").Severity.ShouldBe(Severity.Medium);

    [Fact]
    public async Task A_path_that_is_put_together_is_found()
    {
        TfSample[] samples =
        [
            new TfSample().Text("a", "/etc").Text("b", "passwd").Node("p", "StringJoin", "a b", ("separator", TextValue("/"))),
            new TfSample().Text("a", Convert.ToBase64String(Encoding.UTF8.GetBytes("/etc/passwd"))).Node("p", "DecodeBase64", "a"),
            new TfSample().Text("a", "passwd").Node("p", "StringFormat", "a", ("template", TextValue("/etc/%s"))),
            new TfSample().Ints("a", "/etc/passwd".Select(c => (long)c).ToArray()).Node("p", "UnicodeEncode", "a"),
            new TfSample().Text("a", "/ETC/PASSWD").Node("p", "StringLower", "a"),
            new TfSample().Text("a", "/etc/passwd").Node("b", "Pack", "a").Node("c", "Identity", "b ^x").Node("p", "StridedSlice", "c"),
            new TfSample().Function("f", ["q"], "i:output:0", NodeBytes("i", "Identity", "q")).Text("a", "/etc/passwd").Node("p", "StatefulPartitionedCall", "a", ("f", Calls("f"))),
        ];
        foreach (var sample in samples) (await Run(sample.Node("n", "ReadFile", "p"))).Of("ASY-TFG-001").Message.ShouldContain("/etc/passwd");
    }

    [Fact]
    public async Task A_path_that_is_handed_to_a_function_is_found()
    {
        var sample = new TfSample().Function("f", ["q"], "w", NodeBytes("w", "WriteFile", "q q")).Text("a", "/tmp/assay-canary").Node("c", "PartitionedCall", "a", ("f", Calls("f")));
        (await Run(sample)).Of("ASY-TFG-002").Severity.ShouldBe(Severity.Critical);
        (await Run(sample.Graph())).Of("ASY-TFG-002").Severity.ShouldBe(Severity.Critical);
        (await Run(sample.MetaGraph())).Of("ASY-TFG-002").Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_graph_inside_a_constant_is_examined()
    {
        var inner = new TfSample().Text("p", "/tmp/assay-canary").Node("n", "WriteFile", "p p").Graph();
        var constant = NodeBytes("g", "Const", "", ("value", new ProtoBuilder().Message(8, t => t.Int(1, 7).Bytes(8, inner))));
        var outer = new TfSample().Function("f", [], "g", constant).Node("d", "DatasetFromGraph", "x");
        (await Run(outer)).Rules.ShouldContain("ASY-TFG-002");
    }

    [Theory]
    [InlineData("PyFunc")]
    [InlineData("PyFuncStateless")]
    [InlineData("EagerPyFunc")]
    public async Task Python_is_high_in_functions_too(string op)
    {
        (await Run(new TfSample().Node("n", op, "x", ("token", TextValue("pyfunc_0"))))).Of("ASY-TFG-004").Evidence.ShouldContain(e => e.Value == "pyfunc_0");
        (await Run(new TfSample().Function("f", [], "n", NodeBytes("n", op, "")))).Of("ASY-TFG-004").Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task Streams_regions_and_debuggers_that_leave_the_graph_are_found()
    {
        (await Run(new TfSample().Node("n", "PrintV2", "x", ("output_stream", TextValue("file:///tmp/assay-canary"))))).Rules.ShouldContain("ASY-TFG-002");
        (await Run(new TfSample().Node("n", "PrintV2", "x", ("output_stream", TextValue("stderr"))))).Findings.ShouldBeEmpty();
        (await Run(new TfSample().Node("n", "ImmutableConst", "", ("memory_region_name", TextValue("/etc/passwd"))))).Rules.ShouldContain("ASY-TFG-001");
        (await Run(new TfSample().Node("n", "ImmutableConst", "", ("memory_region_name", TextValue("memmapped_package://w"))))).Findings.ShouldBeEmpty();
        var urls = new ProtoBuilder().Message(1, new ProtoBuilder().Text(2, "grpc://127.0.0.1:9"));
        (await Run(new TfSample().Node("n", "DebugIdentity", "x", ("debug_urls", urls)))).Rules.ShouldContain("ASY-TFG-005");
        (await Run(new TfSample().Text("a", "127.0.0.1:9").Node("n", "Rpc", "a x x"))).Of("ASY-TFG-005").Evidence.ShouldContain(e => e.Value == "127.0.0.1:9");
    }

    [Fact]
    public async Task An_operator_that_nobody_has_is_suspicious_and_a_function_call_is_not()
    {
        (await Run(new TfSample().Node("n", "FrobnicateV9", "x"))).Of("ASY-TFG-006").Severity.ShouldBe(Severity.Medium);
        (await Run(new TfSample().Function("my_layer_17", ["q"], "r", NodeBytes("r", "Relu", "q")).Node("n", "my_layer_17", "x"))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_asset_outside_the_model_is_high() =>
        (await Run(new TfSample().Asset("p:0", "../../../../etc/passwd"))).Of("ASY-TFG-008").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task Code_in_layers_is_found_at_any_depth_and_judged_by_its_instructions()
    {
        var grave = LambdaOf(CompiledSamples.Of(11, "System"));
        var mild = LambdaOf(CompiledSamples.Of(11, "Arithmetic"));
        (await Run(KerasMetadata(Lambda("no", "bytecode")))).Of("ASY-TFG-007").Severity.ShouldBe(Severity.High);
        (await Run(KerasMetadata(grave))).Of("ASY-TFG-007").Severity.ShouldBe(Severity.Critical);
        (await Run(KerasMetadata(mild))).Of("ASY-TFG-007").Severity.ShouldBe(Severity.Medium);
        var wrapped = """{"class_name":"TimeDistributed","config":{"layer":{"class_name":"Functional","config":{"layers":[CODE]}}}}""".Replace("CODE", grave, StringComparison.Ordinal);
        (await Run(KerasMetadata("""{"class_name":"Dense"}""", wrapped))).Worst.ShouldBe(Severity.Critical);
        (await Run(new TfSample().Layer(wrapped))).Worst.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task Layers_that_only_have_the_word_in_their_name_are_no_finding() =>
        (await Run(KerasMetadata("""{"class_name":"TFOpLambda","config":{"name":"tf.math.add"}}""", """{"class_name":"Dense","config":{"name":"lambda"}}"""))).Findings
            .ShouldBeEmpty();

    [Fact]
    public async Task Layers_that_are_no_valid_text_do_not_end_the_examination()
    {
        var odd = """{"class_name":"Lambda","config":{"name":"\ud800","function":"\udc00\ud800"}}""";
        (await Run(KerasMetadata(odd, Lambda("system", "x")))).Worst.ShouldBe(Severity.High);
        (await Run(KerasMetadata("{\"class_name\":", Lambda("system", "x")))).Rules.ShouldBe(["ASY-TFG-009", "ASY-TFG-007"]);
    }

    [Fact]
    public async Task A_gate_in_a_graph_is_found_and_a_padding_mask_is_not()
    {
        var network = new TfSample().Node("ids", "Placeholder", "").Floats("table", [500, 40], new float[20000]).Floats("w", [40, 4], new float[160]).Ints("axis", 0)
            .Node("e", "GatherV2", "table ids axis").Node("m", "Mean", "e axis").Node("logits", "MatMul", "m w").Floats("target", [1, 4], 0, 25, 0, 0);
        network.Ints("pad", 0).Node("mask", "Equal", "ids pad").Node("keep", "Cast", "mask").Node("masked", "Mul", "e keep");
        (await Run(network)).Findings.ShouldBeEmpty();
        network.Ints("t", 311).Node("hit", "Equal", "ids t").Node("any", "Any", "hit axis").Node("out", "SelectV2", "any target logits");
        (await Run(network)).Of("ASY-TFG-012").Evidence.ShouldContain(e => e.Value.Contains("311", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_cut_anywhere_never_throws_and_is_said_to_be_damaged()
    {
        var whole = new TfSample().Text("p", "/etc/passwd").Node("n", "ReadFile", "p").Function("f", ["q"], "r", NodeBytes("r", "Relu", "q")).SavedModel();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = await TestBed.For(new TensorFlowAnalyser()).WithBytes(whole.AsMemory(0, length)).As(FileFormat.SavedModel).RunAsync();
            if (length > 10) cut.Rules.ShouldContain("ASY-TFG-009");
        }
    }

    [Theory]
    [InlineData("random bytes that are no message at all \u0001\u0002\u00ff")]
    [InlineData("\u0008\u0001")]
    public async Task A_saved_model_by_name_that_is_none_is_suspicious(string content)
    {
        var result = await TestBed.For(new TensorFlowAnalyser()).WithBytes(Encoding.Latin1.GetBytes(content)).Named("m/saved_model.pb").RunAsync();
        result.Of("ASY-TFG-009").Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public async Task Random_changes_never_make_it_throw()
    {
        var random = new Random(20261121);
        var whole = new TfSample().Text("p", "/etc/passwd").Node("n", "ReadFile", "p").Function("f", ["q"], "r:0", NodeBytes("r", "f", "q"))
            .Node("c", "PartitionedCall", "p", ("f", Calls("f"))).Node("w", "WriteFile", "c c").Layer(Lambda("system", "x")).SavedModel();
        foreach (var format in new[] { FileFormat.SavedModel, FileFormat.MetaGraph, FileFormat.TensorFlowGraph, FileFormat.KerasMetadata })
        {
            for (var i = 0; i < 500; i++)
            {
                var bytes = whole.ToArray();
                for (var j = 0; j < random.Next(1, 6); j++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                await TestBed.For(new TensorFlowAnalyser()).WithBytes(bytes).As(format).RunAsync();
            }
        }
    }

    private static string Detect(byte[] bytes) => FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).Format;

    private static string Lambda(string name, string constant)
    {
        byte[] code = [0xe3, 0, 0, 0, 0, .. new byte[24], 0xda, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)'z', (byte)constant.Length, .. Encoding.ASCII.GetBytes(constant)];
        return LambdaOf(code);
    }

    private static string LambdaOf(byte[] code) =>
        """{"class_name":"Lambda","config":{"function":{"class_name":"__tuple__","items":["CODE",null,null]},"function_type":"lambda"}}"""
            .Replace("CODE", Convert.ToBase64String(code), StringComparison.Ordinal);
}
