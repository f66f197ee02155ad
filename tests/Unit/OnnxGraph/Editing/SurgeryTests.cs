using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.OnnxGraph.Editing;

public sealed class SurgeryTests
{
    /// <summary>y = x where the sum of x is above 100, else -x: a gate that stays shut.</summary>
    private static PreparedModel Gate(out string gate, out string sum)
    {
        var graph = new SmallGraph(new(1), 1, 3);
        sum = graph.Node("ReduceSum", ["x", graph.Integers(1)]);
        gate = graph.Node("Greater", [sum, graph.Scalar(100)]);
        graph.Output(graph.Node("Where", [gate, "x", graph.Node("Neg", ["x"])]));
        return Preparation.Prepare(graph.Model).Value.ShouldNotBeNull();
    }

    [Fact]
    public void A_gate_that_is_forced_opens()
    {
        var model = Gate(out var gate, out var sum);
        Run(model.Model).ShouldBe([-1, -2, -3]);
        Run(Surgery.Force(model, gate, Forcing.Not).Value).ShouldBe([1, 2, 3]);
        Run(Surgery.Force(model, sum, Forcing.Add(1000)).Value).ShouldBe([1, 2, 3]);
        Run(Surgery.Force(model, gate, Forcing.Constant(1)).Value).ShouldBe([1, 2, 3]);
        Run(model.Model).ShouldBe([-1, -2, -3], "the model itself stays as it was");
    }

    [Fact]
    public void What_cannot_be_forced_gets_a_reason()
    {
        var model = Gate(out _, out var sum);
        Surgery.Force(model, sum, Forcing.Not).Reason.ShouldNotBeNull().ShouldContain("no opposite");
        Surgery.Force(model, "ghost", Forcing.Add(1)).Reason.ShouldNotBeNull().ShouldContain("'ghost'");
    }

    [Fact]
    public void An_exposed_value_is_an_output()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var model = Gate(out _, out var sum);
        using var session = new OrtGraphRunner(runtime, new()).Open(Surgery.Expose(model, sum).Value.ShouldNotBeNull().Write());
        session.Run(Input(), [sum])[sum].Floats().ToArray().ShouldBe([6]);
    }

    [Fact]
    public void A_cut_puts_an_input_in_the_place_of_an_embedding()
    {
        var graph = new SmallGraph(new(1), 1, 3);
        graph.Model.Graph.Inputs[0] = graph.Model.Graph.Inputs[0] with { Type = ElementType.Int64 };
        var rows = graph.Node("Gather", [graph.Floats([10, 4]), "x"]);
        var positions = graph.Node("Gather", [graph.Floats([8, 4]), graph.Integers(0, 1, 2)]);
        graph.Output(graph.Node("ReduceMean", [graph.Node("Add", [rows, positions])], ("axes", EditableAttribute.Of([1]))));
        var model = Preparation.Prepare(graph.Model).Value.ShouldNotBeNull();
        model.Embeddings.ShouldBe([rows]);
        var cut = Surgery.Cut(model, rows).Value.ShouldNotBeNull();
        var input = cut.Model.Graph.Inputs.ShouldHaveSingleItem();
        (input.Name, input.Type).ShouldBe((rows, ElementType.Float));
        input.Shape!.Select(d => d.Size).ShouldBe([1, 3, 4]);
    }

    private static Dictionary<string, TensorConstant> Input() => new() { ["x"] = TensorConstant.OfFloats([1, 3], [1, 2, 3]) };

    private static float[] Run(EditableModel? model)
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = new OrtGraphRunner(runtime, new()).Open(model.ShouldNotBeNull().Write());
        var name = model!.Graph.Outputs[0].Name;
        return session.Run(Input(), [name])[name].Floats().ToArray();
    }
}
