using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxGraph.Shapes;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.OnnxGraph.Optimisation;

public sealed class OptimisationLoopTests
{
    /// <summary>The loss of each row is the sum of (x - 3)^2, whose gradient is 2 (x - 3).</summary>
    private static float[] Descend(IUpdateRule rule, float rate, int steps, OptimisationOptions? options = null)
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var small = new SmallGraph(new(1), "batch", 2);
        var away = small.Node("Sub", ["x", small.Scalar(3)]);
        var prepared = Preparation.Prepare(small.Output(small.Node("Mul", [away, away])).Model).Value!;
        var gradient = GradientBuilder.Build(prepared, new RowSumLoss(), ["x"], new() { KeepOutputs = false }).Graph!;
        var graph = OptimisationGraph.Of(gradient, rule, options).Value.ShouldNotBeNull();
        using var session = new OrtGraphRunner(runtime, new()).Open(graph.Write());
        using var loop = new OptimisationLoop(graph, session, new Dictionary<string, TensorConstant>
        {
            ["x"] = TensorConstant.OfFloats([2, 2], [0, 1, 4, 8]),
            [graph.Rate] = TensorConstant.Scalar(rate),
        });
        loop.Run(1).ShouldBe([13, 26]);
        loop.Run(steps - 1);
        loop.Steps.ShouldBe(steps);
        return loop.Read("x").Floats().ToArray();
    }

    [Fact]
    public void Momentum_moves_as_computed_by_hand()
    {
        float x = 0, v = 0;
        for (var i = 0; i < 7; i++) x -= 0.05f * (v = (0.5f * v) + (2 * (x - 3)));
        Descend(new MomentumUpdate(0.5f), 0.05f, 7)[0].ShouldBe(x, 1e-4);
    }

    [Fact]
    public void Adam_moves_as_computed_by_hand()
    {
        double x = 8, m = 0, v = 0;
        for (var t = 1; t <= 9; t++)
        {
            var g = 2 * (x - 3);
            m = (0.9 * m) + (0.1 * g);
            v = (0.999 * v) + (0.001 * g * g);
            x -= 0.1 * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8);
        }
        Descend(new AdamUpdate(), 0.1f, 9)[3].ShouldBe((float)x, 1e-3);
    }

    [Fact]
    public void Steps_of_one_size_stop_at_the_bounds()
    {
        Descend(new SignUpdate(), 0.5f, 4).ShouldBe([2, 3, 3, 6]);
        Descend(new SignUpdate(), 0.5f, 4, new() { High = 1.5f, Low = 1.25f }).ShouldBe([1.5f, 1.5f, 1.5f, 1.5f]);
        Descend(new SignUpdate(), 0.5f, 3, new() { Maximise = true })[3].ShouldBe(9.5f);
    }

    [Fact]
    public void A_mask_and_a_pattern_are_found_that_change_the_class_and_the_penalty_keeps_the_mask_small()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var small = new SmallGraph(new(5), "batch", 1, 4, 4);
        small.Output(small.Node("Gemm", [small.Node("Flatten", ["x"]), small.Floats([16, 3])]));
        var composed = ComposedModel.Of(Preparation.Prepare(small.Model).Value!, "x", new MaskedPattern(0, 1)).Value.ShouldNotBeNull();
        var loss = new PenalisedLoss(new CrossEntropyLoss(), MaskedPattern.MaskValue);
        var gradient = GradientBuilder.Build(composed.Model, loss, composed.Parameters, new() { KeepOutputs = false });
        var graph = OptimisationGraph.Of(gradient.Graph.ShouldNotBeNull(gradient.Reason), new AdamUpdate()).Value.ShouldNotBeNull();
        using var session = new OrtGraphRunner(runtime, new()).Open(graph.Write());
        var images = new float[3 * 16];
        for (var i = 0; i < images.Length; i++) images[i] = 0.5f;
        var values = new Dictionary<string, TensorConstant>
        {
            ["assay_images"] = TensorConstant.OfFloats([3, 1, 4, 4], images),
            ["assay_mask"] = TensorConstant.OfFloats([3, 1, 4, 4], new float[48]),
            ["assay_pattern"] = TensorConstant.OfFloats([3, 1, 4, 4], new float[48]),
            ["assay_targets"] = TensorConstant.OfIntegers([3], [0, 1, 2]),
            ["assay_penalty"] = TensorConstant.OfFloats([3], new float[3]),
            [graph.Rate] = TensorConstant.Scalar(0.1f),
        };
        using var loop = new OptimisationLoop(graph, session, values);
        var first = loop.Run(1);
        var free = loop.Run(200);
        free.Zip(first).ShouldAllBe(l => l.First < l.Second);
        var wide = loop.Read("assay_mask").Floats().ToArray().Sum();
        loop.Give("assay_penalty", TensorConstant.OfFloats([3], [1, 1, 1]));
        loop.Run(200);
        loop.Read("assay_mask").Floats().ToArray().Sum().ShouldBeLessThan(wide);
    }

    [Fact]
    public void A_value_that_is_missing_is_named()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var small = new SmallGraph(new(1), "batch", 2);
        var gradient = GradientBuilder.Build(Preparation.Prepare(small.Output(small.Node("Exp", ["x"])).Model).Value!, new RowSumLoss(), ["x"],
            new() { KeepOutputs = false }).Graph!;
        var graph = OptimisationGraph.Of(gradient, new SignUpdate()).Value!;
        using var session = new OrtGraphRunner(runtime, new()).Open(graph.Write());
        Should.Throw<Assay.OnnxGraph.Running.GraphRunException>(() => new OptimisationLoop(graph, session, new Dictionary<string, TensorConstant>
        {
            ["x"] = TensorConstant.OfFloats([1, 2], [1, 2]),
        })).Message.ShouldContain("assay_rate");
    }

    /// <summary>Halves x, and adds up what x was.</summary>
    private sealed class Halving(string sum) : IStepRule
    {
        public void Step(StepContext context)
        {
            var e = context.Emit;
            var state = context.State(sum, 1, 2);
            context.Next(state, e.Add("Add", state, "x"));
            context.Next("x", e.Add("Mul", "x", e.Scalar(0.5f)), parameter: true);
            context.Watch(context.Gradients["x"], [Dimension.Of(1), Dimension.Of(2)]);
        }
    }

    [Fact]
    public void A_step_of_ones_own_carries_its_state_and_shows_what_is_watched()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var gradient = Squares();
        var graph = OptimisationGraph.Of(gradient, new Halving("sum")).Value.ShouldNotBeNull();
        using var session = new OrtGraphRunner(runtime, new()).Open(graph.Write());
        var values = new Dictionary<string, TensorConstant> { ["x"] = TensorConstant.OfFloats([1, 2], [8, -4]) };
        using var loop = new OptimisationLoop(graph, session, values);
        loop.Advance(3);
        loop.Read("sum").Floats().ToArray().ShouldBe([14, -7]);
        loop.Read("x").Floats().ToArray().ShouldBe([1, -0.5f]);
        // Of the values before the last step, which were 2 and -1.
        loop.Read(gradient.Gradients["x"]).Floats().ToArray().ShouldBe([4, -2]);
    }

    [Fact]
    public void State_whose_name_the_model_has_taken_is_refused_by_name() =>
        OptimisationGraph.Of(Squares(), new Halving("x")).Reason.ShouldNotBeNull().ShouldContain("'x'");

    private static GradientGraph Squares()
    {
        var small = new SmallGraph(new(1), 1, 2);
        return GradientBuilder.Build(Preparation.Prepare(small.Output(small.Node("Mul", ["x", "x"])).Model).Value!, new RowSumLoss(), ["x"],
            new() { KeepOutputs = false }).Graph!;
    }
}
