using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.OnnxGraph.Gradients;

public sealed class GradientBuilderTests
{
    [Fact]
    public void Every_operator_that_cannot_be_differentiated_is_named()
    {
        var graph = new SmallGraph(new(1), 2, 3);
        graph.Model.OperatorSets["com.microsoft"] = 1;
        graph.Model.Graph.Nodes.Add(new() { Name = "odd", Operator = "Det", Inputs = ["x"], Outputs = ["s"] });
        graph.Model.Graph.Nodes.Add(new() { Name = "fused", Operator = "Attention", Domain = "com.microsoft", Inputs = ["x"], Outputs = ["t"] });
        var both = graph.Node("Add", [graph.Node("Mul", [graph.Scalar(2), "s"]), graph.Node("Mul", [graph.Scalar(2), "t"])]);
        graph.Output(graph.Node("Reshape", [both, graph.Integers(2, 1)]));
        var outcome = GradientBuilder.Build(Preparation.Prepare(graph.Model).Value!, new RowSumLoss(), ["x"]);
        outcome.Graph.ShouldBeNull();
        outcome.Reason.ShouldNotBeNull().ShouldContain("'odd'");
        outcome.Unsupported.Select(u => u.Operator).ShouldBe(["Det", "Attention"], ignoreOrder: true);
    }

    [Fact]
    public void A_gradient_that_only_comparisons_lead_to_is_refused()
    {
        var graph = new SmallGraph(new(1), 2, 3);
        var outcome = GradientBuilder.Build(Preparation.Prepare(graph.Output(graph.Node("Round", ["x"])).Model).Value!, new RowSumLoss(), ["x"]);
        outcome.Reason.ShouldNotBeNull().ShouldContain("does not depend");
    }

    [Fact]
    public void Names_that_the_model_has_taken_do_not_clash()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var graph = new SmallGraph(new(1), 2, 3);
        graph.Model.Graph.Nodes.Add(new() { Operator = "Exp", Inputs = ["x"], Outputs = ["assay_loss"] });
        graph.Model.Graph.Nodes.Add(new() { Operator = "Mul", Inputs = ["assay_loss", "x"], Outputs = ["assay_gradient_x"] });
        var outcome = GradientBuilder.Build(Preparation.Prepare(graph.Output("assay_gradient_x").Model).Value!, new RowSumLoss(), ["x"]);
        var built = outcome.Graph.ShouldNotBeNull(outcome.Reason);
        built.Loss.ShouldNotBe("assay_loss");
        using var session = new OrtGraphRunner(runtime, new()).Open(built.Write());
        var values = new Dictionary<string, TensorConstant> { ["x"] = TensorConstant.OfFloats([2, 3], [1, 2, 0, -1, 0.5f, 1]) };
        GradientCheck.Run(session, built, values).Passed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1.02f)]
    [InlineData(-1f)]
    [InlineData(0f)]
    public void A_gradient_that_is_wrong_is_refused_by_the_check(float factor)
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var built = Build(new WeightedSumLoss(), out var values);
        var name = built.Gradients["x"];
        var producer = built.Model.Graph.Producer(name)!;
        built.Model.Graph.Initializers["wrong"] = TensorConstant.Scalar(factor);
        producer.Operator = "Mul";
        producer.Inputs.Add("wrong");
        using var session = new OrtGraphRunner(runtime, new()).Open(built.Write());
        var result = GradientCheck.Run(session, built, values);
        result.Passed.ShouldBeFalse();
        result.Reason.ShouldNotBeNull();
    }

    [Fact]
    public void A_gradient_that_misses_a_part_of_the_input_is_refused_by_the_check()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var built = Build(new WeightedSumLoss(), out var values);
        built.Model.Graph.Initializers["half"] = TensorConstant.OfFloats([6], [1, 1, 1, 1, 1, 0]);
        var producer = built.Model.Graph.Producer(built.Gradients["x"])!;
        producer.Operator = "Mul";
        producer.Inputs.Add("half");
        using var session = new OrtGraphRunner(runtime, new()).Open(built.Write());
        GradientCheck.Run(session, built, values).Passed.ShouldBeFalse();
    }

    [Fact]
    public void Losses_are_what_they_are_called()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        float[] logits = [1, 2, 0.5f, -1, 0, 3];
        float[] Rows(ILoss loss)
        {
            var graph = new SmallGraph(new(1), "batch", 3);
            var outcome = GradientBuilder.Build(Preparation.Prepare(graph.Output(graph.Node("Identity", ["x"])).Model).Value!, loss, ["x"]);
            using var session = new OrtGraphRunner(runtime, new()).Open(outcome.Graph.ShouldNotBeNull(outcome.Reason).Write());
            var values = new Dictionary<string, TensorConstant>
            {
                ["x"] = TensorConstant.OfFloats([2, 3], logits),
                ["assay_targets"] = TensorConstant.OfIntegers([2], [1, 0]),
            };
            return session.Run(values, [outcome.Graph.Loss])[outcome.Graph.Loss].Floats().ToArray();
        }

        var margin = Rows(new MarginLoss());
        margin[0].ShouldBe(2 - 1, 1e-5);
        margin[1].ShouldBe(-1 - 3, 1e-5);
        var entropy = Rows(new CrossEntropyLoss());
        entropy[0].ShouldBe((float)(Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(0.5)) - 2), 1e-5);
        entropy[1].ShouldBe((float)(Math.Log(Math.Exp(-1) + Math.Exp(0) + Math.Exp(3)) + 1), 1e-5);
    }

    private static GradientGraph Build(ILoss loss, out Dictionary<string, TensorConstant> values)
    {
        var graph = new SmallGraph(new(1), "batch", 6);
        graph.Output(graph.Node("Tanh", [graph.Node("MatMul", ["x", graph.Floats([6, 4])])]));
        values = new()
        {
            ["x"] = TensorConstant.OfFloats([2, 6], [1, 2, 3, -1, 0.5f, 1, 0.1f, 0.4f, -1, 0.2f, 0.3f, 1]),
            ["assay_cotangent"] = TensorConstant.OfFloats([2, 4], [1, -1, 0.5f, 2, 1, 1, -2, 0.3f]),
        };
        return GradientBuilder.Build(Preparation.Prepare(graph.Model).Value!, loss, ["x"]).Graph.ShouldNotBeNull();
    }
}
