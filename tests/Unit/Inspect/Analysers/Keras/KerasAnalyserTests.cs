using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Keras;
using Assay.Tests.Unit.Formats.Hdf5;

namespace Assay.Tests.Unit.Inspect.Analysers.Keras;

public sealed class KerasAnalyserTests
{
    // marshal.dumps of the code of three lambdas, by Python 3.11.
    private const string Runs =
        "4wEAAAAAAAAAAAAAAAMAAAADAAAA80oAAACXAHQBAAAAAAAAAAAAAGQBpgEAAKsBAAAAAAAAAACgAQAAAAAAAAAAAAAAAAAAAAAAAAAAZAKmAQAAqwEAAAAAAAAAAHAB"
        + "fABTACkDTtoCb3N6EWVjaG8gYXNzYXktY2FuYXJ5KQLaCl9faW1wb3J0X1/aBnN5c3RlbSkB2gF4cwEAAAAg+gg8c3RyaW5nPvoIPGxhbWJkYT5yBwAAAAEAAABzIgAA"
        + "AIAAjSqQVNEKGtQKGtcKIdIKIdAiNdEKNtQKNtAKO7ghgADzAAAAAA==";

    private const string Computes =
        "4wEAAAAAAAAAAAAAAAIAAAADAAAA8xIAAACXAHwAZAF6BQAAZAJ6AAAAUwApA05nAAAAAAAAAEBnAAAAAAAA8D+pACkB2gF4cwEAAAAg+gg8c3RyaW5nPvoIPGxhbWJk"
        + "YT5yBQAAAAEAAABzDgAAAIAAiCGIY4knkEOJLYAA8wAAAAA=";

    private const string Dense = "{\"module\": \"keras.layers\", \"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 4}, \"registered_name\": null}";

    private static Task<TestBedResult> Run(byte[] bytes, string name = "config.json") =>
        TestBed.For(new KerasAnalyser()).WithBytes(bytes).Named(name).RunAsync(TestContext.Current.CancellationToken);

    private static Task<TestBedResult> Run(string json) => Run(Encoding.UTF8.GetBytes(json));

    private static string Model(params string[] layers) =>
        "{\"module\": \"keras\", \"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": [" + string.Join(", ", layers) + "]}, \"registered_name\": null}";

    private static string Lambda(string function) =>
        "{\"module\": \"keras.layers\", \"class_name\": \"Lambda\", \"config\": {\"name\": \"l\", \"function\": " + function + "}, \"registered_name\": null}";

    private static string Code(string code) => "{\"class_name\": \"__lambda__\", \"config\": {\"code\": \"" + code + "\", \"defaults\": null, \"closure\": null}}";

    private static string Object(string module, string name, string config = "{}", string registered = "null") =>
        $"{{\"module\": \"{module}\", \"class_name\": \"{name}\", \"config\": {config}, \"registered_name\": {registered}}}";

    private static string Function(string module, string name) =>
        $"{{\"module\": \"{module}\", \"class_name\": \"function\", \"config\": \"{name}\", \"registered_name\": \"{name}\"}}";

    [Fact]
    public async Task Weights_of_a_whole_architecture_that_lie_elsewhere_are_high()
    {
        (await Run(Model(Object("keras.applications.resnet", "ResNet50", "{\"weights\": \"/etc/passwd\"}")))).Of("ASY-KRS-006").Severity.ShouldBe(Severity.High);
        (await Run(Model(Object("keras.src.applications.convnext", "LayerScale", "{\"init_values\": 1}")))).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_sets_the_loaders_state_reaches_beyond_the_model() =>
        (await Run(Model(Object("keras.layers", "Activation", "{\"activation\": " + Function("keras.src.backend.common.global_state", "set_global_attribute") + "}"))))
            .Of("ASY-KRS-004").Severity.ShouldBe(Severity.High);

    public static TheoryData<string> Honest =>
    [
        Model(Dense),
        Model(Object("keras.layers", "TimeDistributed", "{\"layer\": " + Dense + "}"), Object("keras.src.layers.rnn.lstm", "LSTM")),
        Model(Lambda(Function("keras.ops", "relu")), Lambda(Function("builtins", "relu"))),
        Model("{\"class_name\": \"TFOpLambda\", \"config\": {\"name\": \"lambda_1\", \"function\": \"math.multiply\"}}", Dense),
        Model("{\"class_name\": \"SlicingOpLambda\", \"config\": {\"function\": \"__operators__.getitem\"}}"),
        "{\"class_name\": \"Sequential\", \"config\": {\"layers\": []}, \"note\": \"enable_unsafe_deserialization, os.system and eval( are mentioned\"}",
        "{\"format\": \"layers-model\", \"modelTopology\": {\"model_config\": {\"class_name\": \"Functional\", \"config\": {\"layers\": []}}}}",
        "{\"loss\": \"mse\", \"optimizer_config\": {\"class_name\": \"Custom>Adam\", \"config\": {\"learning_rate\": 0.001}}}",
        Model(Object("keras.layers", "StringLookup", "{\"vocabulary\": [\"/etc/passwd\", \"os.system\"]}")),
        Model(Object("keras_hub.src.models.bert.bert_backbone", "BertBackbone", "{}", "\"keras_hub>BertBackbone\"")),
        Model(Object("keras.layers", "Dense", "{\"kernel_initializer\": {\"class_name\": \"GlorotUniform\", \"config\": {\"seed\": NaN}}}")),
        "{\"class_name\": \"Functional\", \"config\": {\"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"Lambda\"}, \"name\": \"lambda_4\"}]}}",
        "{\"tokenizer_class\": \"x\", \"model_type\": \"bert\", \"text\": \"class_name\"}",
    ];

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task An_honest_description_is_no_finding(string json) => (await Run(json)).Findings.ShouldBeEmpty();

    [Fact]
    public async Task Bytecode_is_judged_by_what_it_does()
    {
        var runs = await Run(Model(Dense, Lambda(Code(Runs))));
        runs.Of("ASY-KRS-001").Severity.ShouldBe(Severity.Critical);
        runs.Of("ASY-KRS-001").Message.ShouldContain("echo assay-canary");
        (await Run(Model(Lambda(Code(Computes))))).Worst.ShouldBe(Severity.Medium);
        (await Run(Model(Lambda(Code("AAAA"))))).Of("ASY-KRS-002").Severity.ShouldBe(Severity.High);
    }

    [Theory]
    [InlineData("[\"CODE\", null, null]")]
    [InlineData("{\"class_name\": \"__tuple__\", \"items\": [\"CODE\", null, null]}")]
    [InlineData("{\"code\": \"CODE\"}")]
    [InlineData("{\"class_name\": \"__lambda__\", \"config\": {\"value\": [\"CODE\", null, null]}}")]
    [InlineData("\"CODE\"")]
    public async Task Code_is_found_in_every_form_that_Keras_has_stored_it_in(string function)
    {
        (await Run(Model(Lambda(function.Replace("CODE", Runs))))).Worst.ShouldBe(Severity.Critical);
        // Python's decoder passes over what is no base64.
        (await Run(Model(Lambda(function.Replace("CODE", string.Join("\\n!", Runs.Chunk(60).Select(c => new string(c)))))))).Worst.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task Code_that_is_not_base64_is_taken_as_the_bytes_themselves()
    {
        var raw = string.Concat(Convert.FromBase64String(Runs).Select(b => $"\\u{(int)b:x4}"));
        (await Run(Model(Lambda(Code(raw))))).Worst.ShouldBe(Severity.Critical);
    }

    [Theory]
    [InlineData("output_shape")]
    [InlineData("mask")]
    public async Task Code_beside_the_function_is_judged_too(string part)
    {
        var layer = "{\"class_name\": \"Lambda\", \"config\": {\"function\": null, \"" + part + "\": [\"" + Runs + "\", null, null], \"" + part + "_type\": \"lambda\"}}";
        (await Run(Model(layer))).Worst.ShouldBe(Severity.Critical);
    }

    [Theory]
    [InlineData("os", "system", Severity.Critical)]
    [InlineData("builtins", "eval", Severity.Critical)]
    [InlineData("subprocess", "run", Severity.Critical)]
    [InlineData("webbrowser", "open", Severity.Critical)]
    [InlineData("keras.src.utils.file_utils.os", "system", Severity.Critical)]
    [InlineData("turtle", "forward", Severity.Critical)]
    [InlineData("keras.config", "enable_unsafe_deserialization", Severity.High)]
    [InlineData("keras", "config.enable_unsafe_deserialization", Severity.High)]
    [InlineData("keras.utils", "get_file", Severity.High)]
    [InlineData("keras.src.utils.file_utils", "urlretrieve", Severity.High)]
    [InlineData("keras.models", "load_model", Severity.High)]
    [InlineData("tensorflow.keras.utils", "get_file", Severity.High)]
    [InlineData("tensorflow", "io.read_file", Severity.High)]
    [InlineData("keras", "Model.load_weights", Severity.High)]
    [InlineData("builtins", "my_own_loss", Severity.Medium)]
    [InlineData("my_package.functions", "act", Severity.Medium)]
    public async Task A_function_is_judged_by_its_whole_name(string module, string name, Severity expected) =>
        (await Run(Model(Lambda(Function(module, name))))).Worst.ShouldBe(expected);

    [Theory]
    [InlineData("os", "Dense", "null", Severity.Critical)]
    [InlineData("subprocess", "Popen", "null", Severity.Critical)]
    [InlineData("idlelib.run", "Dense", "null", Severity.Critical)]
    [InlineData("keras.callbacks", "RemoteMonitor", "null", Severity.High)]
    [InlineData("keras.layers", "TFSMLayer", "null", Severity.High)]
    [InlineData("my_package", "Net", "\"my_package>Net\"", Severity.Medium)]
    [InlineData("keras.layers", "Dense", "\"my_package>Net\"", Severity.Medium)]
    public async Task A_class_is_judged_by_module_and_registration(string module, string name, string registered, Severity expected) =>
        (await Run(Model(Object(module, name, "{\"x\": 1}", registered)))).Worst.ShouldBe(expected);

    [Fact]
    public async Task A_Lambda_that_is_registered_as_something_else_is_still_one()
    {
        var config = "{\"function\": " + "[\"" + Runs + "\", null, null]}";
        (await Run(Model(Object("keras", "layers.Lambda", config)))).Worst.ShouldBe(Severity.Critical);
        (await Run(Model(Object("keras.layers", "Lambda", config, "\"other>Dense\"")))).Worst.ShouldBe(Severity.Critical);
        (await Run(Model(Object("keras.layers", "Dense", config, "\"keras>Lambda\"")))).Worst.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task What_hides_a_description_from_other_readers_does_not_hide_it_here()
    {
        var json = Model(Lambda(Function("os", "system")));
        (await Run(Encoding.Unicode.GetBytes(json))).Worst.ShouldBe(Severity.Critical);
        (await Run([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(json)])).Worst.ShouldBe(Severity.Critical);
        (await Run(json.Replace("class_name", "\\u0063lass_name"))).Worst.ShouldBe(Severity.Critical);
        (await Run(json.Replace("\"name\": \"s\"", "\"name\": NaN"))).Worst.ShouldBe(Severity.Critical);
        (await Run(json.Replace("\"name\": \"s\"", "\"deep\": " + new string('[', 900) + new string(']', 900)))).Worst.ShouldBe(Severity.Critical);
        (await Run(json[..^3])).Worst.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task A_member_that_is_there_twice_is_reported_and_judged_both_ways()
    {
        var result = await Run(Model("{\"module\": \"os\", \"module\": \"keras.layers\", \"class_name\": \"Dense\", \"config\": {}}"));
        result.Of("ASY-KRS-009").Severity.ShouldBe(Severity.Medium);
        result.Worst.ShouldBe(Severity.Critical);
    }

    [Theory]
    [InlineData("/etc/passwd", Severity.High)]
    [InlineData("..\\\\..\\\\secret", Severity.High)]
    [InlineData("http://127.0.0.1:9/v", Severity.High)]
    [InlineData("gs://bucket.invalid/v", Severity.High)]
    [InlineData("vocab.txt", Severity.Medium)]
    public async Task A_vocabulary_that_is_a_file_is_reported(string path, Severity expected) =>
        (await Run(Model(Object("keras.layers", "StringLookup", "{\"vocabulary\": \"" + path + "\"}")))).Of("ASY-KRS-006").Severity.ShouldBe(expected);

    [Theory]
    [InlineData("io.read_file")]
    [InlineData("raw_ops.WriteFile")]
    [InlineData("numpy_function")]
    [InlineData("compat.v1.py_func")]
    [InlineData("keras.utils.get_file")]
    public async Task Operations_that_leave_the_graph_are_high(string symbol) =>
        (await Run(Model("{\"class_name\": \"TFOpLambda\", \"config\": {\"name\": \"x\", \"function\": \"" + symbol + "\"}}"))).Worst.ShouldBe(Severity.High);

    [Fact]
    public async Task The_pickle_of_a_wrapped_torch_module_is_followed()
    {
        var pickle = new PickleBuilder().Proto(2).Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop().ToArray();
        var config = "{\"module\": \"" + Convert.ToBase64String(pickle) + "\"}";
        (await Run(Model(Object("keras.layers", "TorchModuleWrapper", config)))).Of("ASY-KRS-007").Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task Source_code_in_place_of_a_function_is_reported() =>
        (await Run(Model(Lambda("\"lambda x: eval('assay-canary')\"")))).Of("ASY-KRS-011").Severity.ShouldBe(Severity.Critical);

    [Fact]
    public async Task The_description_of_an_hdf5_file_is_judged_even_where_the_structure_is_damaged()
    {
        var builder = new Hdf5Builder();
        var json = Encoding.UTF8.GetBytes(Model(Lambda("[\"" + Runs + "\", null, null]")));
        var sound = builder.Finish(builder.Object(Hdf5Builder.Attribute("model_config", json)));
        (await Run(sound, "model.h5")).Worst.ShouldBe(Severity.Critical);
        sound[48] = 0x7f;
        sound[96] = 0x7f;
        (await Run(sound, "model.h5")).Worst.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task An_attribute_that_is_no_JSON_is_reported()
    {
        var builder = new Hdf5Builder();
        var bytes = builder.Finish(builder.Object(Hdf5Builder.Attribute("model_config", "{not json"u8.ToArray())));
        (await Run(bytes, "model.h5")).Of("ASY-KRS-008").Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public async Task A_Lambda_that_is_cut_off_before_its_code_is_not_fine() =>
        (await Run("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"Lambda\", \"config\": {\"na")).Of("ASY-KRS-002").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task Old_descriptions_in_YAML_are_read()
    {
        var yaml = "class_name: Sequential\nconfig:\n  layers:\n  - class_name: Lambda\n    config:\n      function:\n      - '" + Runs + "'\n      - null\n      function_type: lambda\n";
        (await Run(Encoding.UTF8.GetBytes(yaml), "model.yaml")).Worst.ShouldBe(Severity.Critical);
        (await Run("class_name: Sequential\nconfig:\n  layers:\n  - class_name: Dense\n    config: {units: 4}\n"u8.ToArray(), "model.yaml")).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Text_under_the_name_of_a_model_is_reported() =>
        (await Run("not an archive at all"u8.ToArray(), "model.keras")).Of("ASY-KRS-013").Severity.ShouldBe(Severity.Medium);

    [Fact]
    public async Task A_description_changed_anywhere_is_read_without_an_exception()
    {
        var json = Encoding.UTF8.GetBytes(Model(Lambda(Code(Computes)), Object("keras.layers", "StringLookup", "{\"vocabulary\": \"v\"}")));
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var bytes = json.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            await TestBed.For(new KerasAnalyser()).WithBytes(bytes).As(FileFormat.Json).RunAsync(TestContext.Current.CancellationToken);
        }
    }
}
