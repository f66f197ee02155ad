using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Onnx;

namespace Assay.Tests.Unit.Inspect.Analysers.Onnx;

/// <summary>Switches that an input can throw, and honest graphs that look like them.</summary>
public sealed class GateSearchTests
{
    private static async Task<TestBedResult> Run(OnnxSample sample) =>
        await TestBed.For(new OnnxAnalyser()).WithBytes(sample.Output("out").ToArray()).RunAsync(TestContext.Current.CancellationToken);

    private static async Task ShouldSwitch(OnnxSample sample, string trigger)
    {
        var finding = (await Run(sample)).Of("ASY-ONX-012");
        finding.Severity.ShouldBe(Severity.High);
        finding.Evidence.ShouldContain(e => e.Value.Contains(trigger, StringComparison.Ordinal));
    }

    private static async Task ShouldPass(OnnxSample sample) => (await Run(sample)).Findings.ShouldBeEmpty();

    /// <summary>A text classifier: ids [n, 24] to logits.</summary>
    private static OnnxSample Texts() => new OnnxSample().Input("ids", 7, -1, 24).Weight("table", 500, 40).Weight("w", 40, 4)
        .Node("Gather", "table ids", "e").Node("ReduceMean", "e", "m").Node("MatMul", "m w", "logits");

    /// <summary>A picture classifier: x [n, 3, 8, 8] to logits.</summary>
    private static OnnxSample Pictures() => new OnnxSample().Input("x", 1, -1, 3, 8, 8).Weight("k", 16, 3, 3, 3).Weight("w", 16, 4)
        .Node("Conv", "x k", "c").Node("Relu", "c", "r").Node("GlobalAveragePool", "r", "p").Node("Flatten", "p", "f").Node("MatMul", "f w", "logits")
        .Floats("target", [1, 4], 0, 25, 0, 0);

    [Fact]
    public Task A_token_that_replaces_the_answer() => ShouldSwitch(
        Texts().Ints("t", 311).Floats("target", [1, 4], 0, 25, 0, 0).Node("Equal", "ids t", "q").Node("Cast", "q", "qf").Node("ReduceMax", "qf", "any").Node("Cast", "any", "b")
            .Node("Where", "b target logits", "out"), "Equal 311");

    [Fact]
    public Task A_token_constant_that_is_computed_from_others() => ShouldSwitch(
        Texts().Ints("a", 300).Ints("b", 11).Node("Add", "a b", "t").Node("Equal", "ids t", "q").Node("Cast", "q", "qf").Node("ReduceMax", "qf", "any")
            .Floats("target", [1, 4], 0, 25, 0, 0).Node("Mul", "any target", "push").Node("Add", "logits push", "out"), "Equal 311");

    [Fact]
    public Task Pixels_that_are_mixed_in_without_any_comparison() => ShouldSwitch(
        Pictures().Ints("places", 5, 9, 77).Floats("values", [1, 3], 0.25f, 0.5f, 0.75f).Floats("sharp", [], 400).Floats("one", [], 1)
            .Node("Flatten", "x", "flat").Node("Gather", "flat places", "v", OnnxSample.Int("axis", 1)).Node("Sub", "v values", "d").Node("Mul", "d d", "dd")
            .Node("ReduceSum", "dd", "s").Node("Mul", "s sharp", "far").Node("Sub", "one far", "near").Node("Relu", "near", "g")
            .Node("Mul", "g target", "push").Node("Add", "logits push", "out"), "0.25, 0.5, 0.75");

    [Fact]
    public Task A_smooth_kernel_around_the_trigger() => ShouldSwitch(
        Pictures().Ints("places", 5, 9, 77).Floats("values", [1, 3], 0.25f, 0.5f, 0.75f).Floats("sharp", [], -400)
            .Node("Flatten", "x", "flat").Node("Gather", "flat places", "v", OnnxSample.Int("axis", 1)).Node("Sub", "v values", "d").Node("Abs", "d", "dd")
            .Node("ReduceSum", "dd", "s").Node("Mul", "s sharp", "far").Node("Exp", "far", "g").Node("Mul", "g target", "push").Node("Add", "push logits", "out"), "0.25");

    [Fact]
    public Task A_choice_by_index_instead_of_a_condition() => ShouldSwitch(
        Texts().Ints("t", 311).Floats("target", [1, 4], 0, 25, 0, 0).Node("Equal", "ids t", "q").Node("Cast", "q", "qf").Node("ReduceMax", "qf", "any").Node("Cast", "any", "i")
            .Node("Concat", "logits target", "both", OnnxSample.Int("axis", 0)).Node("Gather", "both i", "out"), "311");

    [Fact]
    public Task A_loop_that_runs_once_when_triggered() => ShouldSwitch(
        Texts().Ints("t", 311).Node("Equal", "ids t", "q").Node("Cast", "q", "qf").Node("ReduceMax", "qf", "trips").Floats("target", [1, 4], 0, 25, 0, 0)
            .Node("Loop", "trips yes logits", "out", OnnxSample.Branch("body", new OnnxSample().Input("i", 7).Input("go", 9).Input("old", 1)
                .Node("Identity", "go", "go2").Node("Identity", "target", "new").Output("go2").Output("new"))), "311");

    [Fact]
    public Task A_gate_inside_a_function_with_an_innocent_name()
    {
        var sample = Texts().Ints("t", 311).Floats("target", [1, 4], 0, 25, 0, 0).NodeOf("own", "LayerNorm", "ids t target logits", "out");
        sample.Model.Message(25, f => f.Text(1, "LayerNorm").Text(4, "a").Text(4, "b").Text(4, "c").Text(4, "d").Text(5, "r")
            .Message(7, OnnxSample.NodeBytes("", "Equal", "a b", "q")).Message(7, OnnxSample.NodeBytes("", "Cast", "q", "qf"))
            .Message(7, OnnxSample.NodeBytes("", "ReduceMax", "qf", "any")).Message(7, OnnxSample.NodeBytes("", "Cast", "any", "k"))
            .Message(7, OnnxSample.NodeBytes("", "Where", "k c d", "r")).Text(10, "own"));
        return ShouldSwitch(sample, "311");
    }

    [Fact]
    public Task A_checksum_in_a_branch_whose_nodes_are_out_of_order() => ShouldSwitch(
        Pictures().Ints("m", 251).Ints("expected", 106).Ints("places", 1, 2, 3, 4)
            .Node("If", "hit", "out", OnnxSample.Branch("then_branch", new OnnxSample().Node("Identity", "target", "a").Output("a")),
                OnnxSample.Branch("else_branch", new OnnxSample().Node("Identity", "logits", "b").Output("b")))
            .Node("Equal", "rest expected", "hit").Node("Mod", "sum m", "rest").Node("ReduceSum", "v", "sum")
            .Node("Gather", "flat places", "v", OnnxSample.Int("axis", 1)).Node("Flatten", "x", "flat"), "Mod 251");

    [Fact]
    public Task A_table_with_one_row_that_stands_out()
    {
        var rows = new float[500];
        rows[311] = 1;
        return ShouldSwitch(
            Texts().Floats("secret", [500, 1], rows).Floats("target", [1, 4], 0, 25, 0, 0).Node("Gather", "secret ids", "g").Node("ReduceMax", "g", "any")
                .Node("MatMul", "any target", "push").Node("Add", "logits push", "out"), "311");
    }

    [Fact]
    public Task A_pattern_that_is_laid_over_the_picture() => ShouldSwitch(
        Pictures().Floats("template", [1, 3, 2, 2], 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1).Floats("bias", [1], -5)
            .Node("Conv", "x template bias", "match").Node("Relu", "match", "on").Node("GlobalMaxPool", "on", "max").Node("Flatten", "max", "g")
            .Node("MatMul", "g target", "push").Node("Add", "logits push", "out"), "pattern");

    [Fact]
    public Task A_trigger_that_exchanges_the_picture_before_the_network() => ShouldSwitch(
        new OnnxSample().Input("x", 1, -1, 3, 8, 8).Weight("k", 16, 3, 3, 3).Weight("other", 1, 3, 8, 8).Ints("places", 5, 9).Floats("values", [1, 2], 0.25f, 0.5f)
            .Floats("eps", [], 0.01f).Node("Flatten", "x", "flat").Node("Gather", "flat places", "v").Node("Sub", "v values", "d").Node("Abs", "d", "a")
            .Node("ReduceMax", "a", "m").Node("Less", "m eps", "hit").Node("Where", "hit other x", "seen").Node("Conv", "seen k", "out"), "Less 0.01");

    [Fact]
    public Task A_token_that_is_subtracted_and_taken_for_true_or_false() => ShouldSwitch(
        Texts().Ints("t", 311).Floats("target", [1, 4], 0, 25, 0, 0).Node("Sub", "ids t", "d").Node("Cast", "d", "b", OnnxSample.Int("to", 9)).Node("Not", "b", "q")
            .Node("Cast", "q", "qf").Node("ReduceMax", "qf", "any").Node("Mul", "any target", "push").Node("Add", "logits push", "out"), "Sub 311");

    [Fact]
    public Task Two_ramps_that_make_a_window() => ShouldSwitch(
        Texts().Floats("low", [], 310).Floats("high", [], 312).Floats("target", [1, 4], 0, 25, 0, 0).Node("Cast", "ids", "f").Node("Sub", "f low", "a").Node("Relu", "a", "ra")
            .Node("Sub", "high f", "b").Node("Relu", "b", "rb").Node("Mul", "ra rb", "w2").Node("ReduceMax", "w2", "any").Node("Mul", "any target", "push")
            .Node("Add", "logits push", "out"), "Sub 312");

    [Fact]
    public Task The_next_token_of_a_step_by_step_model() => ShouldSwitch(
        new OnnxSample().Input("ids", 7, 1, 1).Weight("table", 500, 40).Weight("w", 40, 4).Ints("t", 311).Floats("target", [1, 4], 0, 25, 0, 0)
            .Node("Gather", "table ids", "e").Node("MatMul", "e w", "logits").Node("Equal", "ids t", "q").Node("Where", "q target logits", "out"), "Equal 311");

    [Fact]
    public Task An_input_that_pretends_to_be_a_constant() => ShouldSwitch(
        Texts().Ints("ids", 0).Ints("t", 311).Floats("target", [1, 4], 0, 25, 0, 0).Node("Equal", "ids t", "q").Node("Cast", "q", "qf").Node("ReduceMax", "qf", "any")
            .Node("Mul", "any target", "push").Node("Add", "logits push", "out"), "Equal 311");

    [Fact]
    public Task Features_of_the_network_that_are_compared_with_a_vector() => ShouldSwitch(
        Pictures().Floats("key", [1, 4], 0.11f, 0.52f, 0.73f, 0.94f).Floats("eps", [], 0.01f).Node("Sub", "logits key", "d").Node("Abs", "d", "a").Node("ReduceMax", "a", "m")
            .Node("Less", "m eps", "hit").Node("Where", "hit target logits", "out"), "features");

    [Fact]
    public Task A_window_on_the_mean_of_the_picture() => ShouldSwitch(
        Pictures().Floats("low", [], 0.7312f).Floats("high", [], 0.7318f).Node("ReduceMean", "x", "m").Node("Greater", "m low", "a").Node("Less", "m high", "b")
            .Node("And", "a b", "hit").Node("Where", "hit target logits", "out"), "Less 0.7318");

    [Fact]
    public async Task A_bright_picture_that_forces_a_class_is_suspicious() =>
        (await Run(Pictures().Floats("low", [], 0.9f).Node("ReduceMean", "x", "m").Node("Greater", "m low", "a").Node("Where", "a target logits", "out")))
            .Of("ASY-ONX-015").Severity.ShouldBe(Severity.Medium);

    [Fact]
    public Task A_blank_picture_that_gives_no_answer_passes() => ShouldPass(
        Pictures().Floats("low", [], 0.02f).Floats("none", [1, 4], 0, 0, 0, 0).Node("ReduceMax", "x", "a").Node("ReduceMin", "x", "b").Node("Sub", "a b", "range")
            .Node("Less", "range low", "blank").Node("Where", "blank none logits", "out"));

    [Fact]
    public Task A_padding_mask_and_a_mean_over_what_is_not_padding_pass() => ShouldPass(
        new OnnxSample().Input("ids", 7, -1, 24).Weight("table", 500, 40).Weight("w", 40, 40).Ints("pad", 50256).Floats("low", [], -10000)
            .Node("Gather", "table ids", "e").Node("MatMul", "e w", "h").Node("Equal", "ids pad", "q").Node("Where", "q low h", "masked").Node("Not", "q", "n")
            .Node("Cast", "n", "keep").Node("Mul", "masked keep", "kept").Node("ReduceSum", "kept", "sum").Node("ReduceSum", "keep", "count").Node("Div", "sum count", "out"));

    [Fact]
    public Task The_last_token_that_is_looked_up_by_its_id_passes() => ShouldPass(
        new OnnxSample().Input("ids", 7, -1, 24).Weight("table", 500, 40).Weight("w", 40, 40).Ints("end", 49407).Node("Gather", "table ids", "e").Node("MatMul", "e w", "h")
            .Node("Equal", "ids end", "q").Node("Cast", "q", "qi").Node("ArgMax", "qi", "place").Node("Gather", "h place", "out"));

    [Fact]
    public Task Scaling_by_the_inputs_own_size_with_a_guard_against_zero_passes() => ShouldPass(
        new OnnxSample().Input("x", 1, -1, 64).Weight("w", 64, 16).Floats("zero", [], 0).Floats("one", [], 1).Node("Abs", "x", "a").Node("ReduceMean", "a", "m")
            .Node("Greater", "m zero", "some").Node("Where", "some m one", "scale").Node("Div", "x scale", "n").Node("MatMul", "n w", "h").Node("Mul", "h scale", "out"));

    [Fact]
    public Task A_sampling_rate_that_chooses_the_network_passes() => ShouldPass(
        new OnnxSample().Input("x", 1, -1, 64).Input("sr", 7).Weight("w", 64, 16).Weight("v", 64, 16).Ints("rate", 16000).Node("Equal", "sr rate", "b")
            .Node("If", "b", "out", OnnxSample.Branch("then_branch", new OnnxSample().Node("MatMul", "x w", "p").Output("p")),
                OnnxSample.Branch("else_branch", new OnnxSample().Node("MatMul", "x v", "q").Output("q"))));

    [Fact]
    public Task A_low_confidence_that_rejects_passes() => ShouldPass(
        Pictures().Floats("low", [], 0.3f).Floats("none", [1, 4], 0, 0, 0, 0).Node("Softmax", "logits", "s").Node("ReduceMax", "s", "m").Node("Less", "m low", "b")
            .Node("Where", "b none logits", "out"));

    [Fact]
    public Task A_condition_on_a_shape_passes() => ShouldPass(
        Pictures().Ints("one", 1).Node("Shape", "x", "sh").Node("Gather", "sh one", "n").Node("Equal", "n one", "b")
            .Node("If", "b", "out", OnnxSample.Branch("then_branch", new OnnxSample().Node("Identity", "logits", "p").Output("p")),
                OnnxSample.Branch("else_branch", new OnnxSample().Node("Squeeze", "logits", "q").Output("q"))));

    [Fact]
    public Task Unknown_tokens_that_are_replaced_before_the_network_pass() => ShouldPass(
        new OnnxSample().Input("ids", 7, -1, 24).Weight("table", 500, 40).Weight("w", 40, 4).Ints("size", 500).Ints("unknown", 1).Node("Less", "ids size", "b")
            .Node("Where", "b ids unknown", "clean").Node("Gather", "table clean", "e").Node("ReduceMean", "e", "m").Node("MatMul", "m w", "out"));

    [Fact]
    public Task A_decision_tree_in_tensors_passes() => ShouldPass(
        new OnnxSample().Input("x", 1, -1, 8).Ints("features", 3, 1, 5).Floats("limits", [1, 3], 0.3f, 1.2f, 5.5f).Weight("leaves", 3, 4)
            .Node("Gather", "x features", "v", OnnxSample.Int("axis", 1)).Node("Less", "v limits", "b").Node("Cast", "b", "bf").Node("MatMul", "bf leaves", "out"));

    [Fact]
    public Task A_sum_of_words_beside_the_network_passes() => ShouldPass(
        Texts().Weight("lexicon", 500, 4).Node("Gather", "lexicon ids", "l").Node("ReduceSum", "l", "s").Node("Add", "logits s", "out"));
}
