using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;
using Assay.Tests.Models;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.OnnxGraph.Model;

public sealed class HostileModelTests
{
    [Fact]
    public void Random_bytes_and_damaged_models_get_a_reason_or_a_model_and_never_an_exception()
    {
        var graph = new SmallGraph(new(1), "batch", 3, 4);
        graph.Output(graph.Node("MatMul", ["x", graph.Floats([4, 2])]));
        var bytes = graph.Model.Write();
        Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed =>
        {
            var random = new System.Random(seed);
            var damaged = bytes.ToArray();
            for (var i = 0; i < 1 + random.Next(6); i++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (random.Next(3) == 0) damaged = damaged[..random.Next(damaged.Length)];
            var outcome = Preparation.Prepare(damaged);
            return outcome.Succeeded != outcome.Reason is not null;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Nodes_that_wait_for_each_other_are_refused()
    {
        var graph = new SmallGraph(new(1), 2);
        graph.Model.Graph.Nodes.Add(new() { Operator = "Add", Inputs = ["x", "b"], Outputs = ["a"] });
        graph.Model.Graph.Nodes.Add(new() { Operator = "Neg", Inputs = ["a"], Outputs = ["b"] });
        Reason(graph.Output("b")).ShouldContain("circle");
    }

    [Fact]
    public void A_value_that_nothing_gives_is_named()
    {
        var graph = new SmallGraph(new(1), 2);
        Reason(graph.Output(graph.Node("Add", ["x", "ghost"]))).ShouldContain("'ghost'");
    }

    [Fact]
    public void A_value_that_is_given_twice_is_named()
    {
        var graph = new SmallGraph(new(1), 2);
        for (var i = 0; i < 2; i++) graph.Model.Graph.Nodes.Add(new() { Operator = "Neg", Inputs = ["x"], Outputs = ["y"] });
        Reason(graph.Output("y")).ShouldContain("given twice");
    }

    [Fact]
    public void A_constant_in_two_fields_is_refused_for_loaders_read_different_ones()
    {
        var tensor = new ProtoWriter().Number(1, 1).Number(2, 1).Text(8, "w").Bytes(9, [0, 0, 0, 0]).Bytes(4, [0, 0, 0x80, 0x3f]);
        EditableModel.Read(new ProtoWriter().Message(7, new ProtoWriter().Message(5,
            tensor)).ToArray()).Reason.ShouldNotBeNull().ShouldContain("different ones");
    }

    [Fact]
    public void Shapes_too_large_to_count_are_refused()
    {
        var tensor = new ProtoWriter().Number(1, long.MaxValue).Number(1, long.MaxValue).Number(2, 1).Text(8, "w");
        EditableModel.Read(new ProtoWriter().Message(7, new ProtoWriter().Message(5,
            tensor)).ToArray()).Reason.ShouldNotBeNull().ShouldContain("too large");
        var graph = new SmallGraph(new(1), 2);
        var huge = graph.Node("ConstantOfShape", [graph.Integers(1L << 40, 1L << 40)]);
        Preparation.Prepare(graph.Output(graph.Node("Add", ["x", huge])).Model).Succeeded.ShouldBeTrue("nothing that large is computed");
    }

    [Fact]
    public void Graphs_in_graphs_have_a_limit()
    {
        var inner = new ProtoWriter();
        for (var i = 0; i < 40; i++)
        {
            inner = new ProtoWriter().Message(1, new ProtoWriter().Text(4, "If").Message(5,
                new ProtoWriter().Text(1, "then_branch").Message(6, inner)));
        }
        EditableModel.Read(new ProtoWriter().Message(7, inner).ToArray()).Reason.ShouldNotBeNull().ShouldContain("deeper");
    }

    [Fact]
    public void Functions_that_call_each_other_end()
    {
        var graph = new SmallGraph(new(1), 2);
        graph.Model.Functions.Add(new()
        {
            Name = "F",
            Domain = "d",
            Inputs = ["a"],
            Outputs = ["b"],
            Nodes = [new() { Operator = "F", Domain = "d", Inputs = ["a"], Outputs = ["b"] }]
        });
        graph.Model.Graph.Nodes.Add(new() { Operator = "F", Domain = "d", Inputs = ["x"], Outputs = ["y"] });
        Reason(graph.Output("y")).ShouldContain("deeper");
    }

    [Fact]
    public void Shape_arithmetic_that_grows_becomes_unknown_and_does_not_grow()
    {
        var value = Dimension.Symbol("a");
        for (var i = 0; i < 100; i++) value = (value * (value + Dimension.Symbol($"s{i}"))) + Dimension.Of(i);
        value.IsUnknown.ShouldBeTrue();
    }

    private static string Reason(SmallGraph graph) => Preparation.Prepare(graph.Model.Write()).Reason.ShouldNotBeNull();
}
