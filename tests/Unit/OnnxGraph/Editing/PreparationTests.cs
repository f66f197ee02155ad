using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.OnnxGraph.Editing;

public sealed class PreparationTests
{
    [Fact]
    public void A_prepared_model_gives_the_numbers_of_the_original()
    {
        var files = Zoo.ModelsOrSkip();
        using var runtime = NativeRuntime.OpenOrSkip();
        var runner = new OrtGraphRunner(runtime, new());
        var compared = 0;
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            var prepared = Preparation.Prepare(bytes, new() { Sizes = new Dictionary<string, long> { ["seq"] = 12 } });
            prepared.Reason.ShouldBeNull(file);
            // What is changed on purpose is not the same number.
            if (prepared.Value!.Changes.Count > 0) continue;
            using var first = runner.Open(bytes);
            using var second = runner.Open(prepared.Value.Model.Write());
            var inputs = Zoo.Inputs(prepared.Value.Model.Graph.Inputs, prepared.Value, 5);
            string[] outputs = [.. prepared.Value.Model.Graph.Outputs.Select(o => o.Name)];
            var (expected, actual) = (first.Run(inputs, outputs), second.Run(inputs, outputs));
            foreach (var name in outputs.Where(n => expected[n].Type == ElementType.Float)) Near(actual[name], expected[name], file);
            compared++;
        }
        compared.ShouldBeGreaterThan(files.Count / 2);
    }

    [Fact]
    public void A_softmax_of_operator_set_11_takes_all_axes_behind_its_own_together()
    {
        var graph = new SmallGraph(new(1), 2, 3, 4);
        graph.Model.OperatorSets[""] = 11;
        Same(graph.Output(graph.Node("Softmax", ["x"], ("axis", EditableAttribute.Of(1L)))));
    }

    [Fact]
    public void Parameters_that_were_attributes_become_inputs_and_back()
    {
        var old = new SmallGraph(new(1), 2, 1, 6);
        old.Model.OperatorSets[""] = 11;
        var squeezed = old.Node("Squeeze", ["x"], ("axes", EditableAttribute.Of([1])));
        var parts = old.Nodes("Split", 2, [squeezed], ("axis", EditableAttribute.Of(1L)), ("split", EditableAttribute.Of([2, 4])));
        Same(old.Output(old.Node("ReduceSum", [parts[1]], ("axes", EditableAttribute.Of([1])), ("keepdims", EditableAttribute.Of(0L)))));
        var later = new SmallGraph(new(1), 2, 3, 6);
        later.Model.OperatorSets[""] = 18;
        var thirds = later.Nodes("Split", 3, ["x"], ("axis", EditableAttribute.Of(2L)), ("num_outputs", EditableAttribute.Of(3L)));
        Same(later.Output(later.Node("ReduceMean", [thirds[1], later.Integers(-1)]), later.Node("ReduceMax", [thirds[2]])));
    }

    [Theory]
    [InlineData("Gelu", 20)]
    [InlineData("Mish", 18)]
    [InlineData("HardSwish", 14)]
    public void An_activation_of_a_later_operator_set_is_said_in_simpler_ones(string op, long version)
    {
        var graph = new SmallGraph(new(1), 3, 5);
        graph.Model.OperatorSets[""] = version;
        Same(graph.Output(graph.Node(op, ["x"])));
    }

    [Fact]
    public void Layers_that_normalise_are_said_in_simpler_ones()
    {
        var graph = new SmallGraph(new(1), 2, 4, 3, 3);
        graph.Model.OperatorSets[""] = 21;
        var layer = graph.Node("LayerNormalization", ["x", graph.Floats([3]), graph.Floats([3])], ("axis", EditableAttribute.Of(-1L)));
        var group = graph.Node("GroupNormalization", ["x", graph.Floats([4]), graph.Floats([4])], ("num_groups", EditableAttribute.Of(2L)));
        var instance = graph.Node("InstanceNormalization", ["x", graph.Floats([4]), graph.Floats([4])]);
        var local = graph.Node("LRN", ["x"], ("size", EditableAttribute.Of(3L)), ("alpha", EditableAttribute.Of(0.3f)));
        var space = graph.Node("DepthToSpace", ["x"], ("blocksize", EditableAttribute.Of(2L)));
        Same(graph.Output(layer, group, instance, local, space, graph.Node("GlobalMaxPool", ["x"])));
    }

    [Theory]
    [InlineData("LSTM", 4)]
    [InlineData("GRU", 3)]
    public void A_recurrent_layer_is_unrolled(string op, int gates)
    {
        foreach (var direction in new[] { "forward", "reverse", "bidirectional" })
        {
            var count = direction == "bidirectional" ? 2 : 1;
            var graph = new SmallGraph(new(2), 5, 2, 3);
            var outputs = graph.Nodes(op, 2, ["x", graph.Floats([count, gates * 4, 3]), graph.Floats([count, gates * 4, 4]),
                graph.Floats([count, gates * 8])],
                ("hidden_size", EditableAttribute.Of(4L)), ("direction", EditableAttribute.Of(direction)));
            var prepared = Same(graph.Output(outputs));
            prepared.Model.Graph.Nodes.ShouldNotContain(n => n.Is(op));
        }
    }

    [Fact]
    public void Both_branches_of_a_choice_are_unfolded_and_chosen_from()
    {
        var graph = new SmallGraph(new(3), 4);
        var sum = graph.Node("ReduceSum", ["x"], ("keepdims", EditableAttribute.Of(0L)));
        var condition = graph.Node("Greater", [sum, graph.Scalar(0)]);
        var choice = graph.Node("If", [condition], ("then_branch", Branch("Neg")), ("else_branch", Branch("Exp")));
        var prepared = Same(graph.Output(choice));
        prepared.Model.Graph.Nodes.ShouldNotContain(n => n.Is("If"));

        static EditableAttribute Branch(string op) => new()
        {
            Kind = AttributeKind.Graph,
            Graphs =
            [
                new()
                {
                    Name = "branch",
                    Nodes = [new() { Operator = op, Inputs = ["x"], Outputs = ["inner"] }],
                    Outputs = [new() { Name = "inner", Type = ElementType.Float }],
                },
            ],
        };
    }

    [Fact]
    public void A_function_of_the_model_is_unfolded_with_its_attributes_under_names_that_do_not_clash()
    {
        var graph = new SmallGraph(new(4), 3);
        graph.Model.OperatorSets["own"] = 1;
        graph.Model.IrVersion = 8;
        graph.Model.Functions.Add(new()
        {
            Name = "Leak",
            Domain = "own",
            Inputs = ["a"],
            Outputs = ["b"],
            AttributeNames = ["slope"],
            OperatorSets = new() { [""] = 17 },
            Nodes =
            [
                new() { Operator = "Neg", Inputs = ["a"], Outputs = ["v0"] },
                new()
                {
                    Operator = "LeakyRelu", Inputs = ["v0"], Outputs = ["b"],
                    Attributes = new() { ["alpha"] = new() { Kind = AttributeKind.Number, Reference = "slope" } },
                },
            ],
        });
        var first = graph.Node("Exp", ["x"]);
        foreach (var slope in new[] { 0.5f, 0.1f })
        {
            graph.Model.Graph.Nodes.Add(new()
            {
                Operator = "Leak",
                Domain = "own",
                Inputs = [first],
                Outputs = [$"y{slope}"],
                Attributes = new() { ["slope"] = EditableAttribute.Of(slope) },
            });
            graph.Output($"y{slope}");
        }
        Same(graph).Model.Functions.ShouldBeEmpty();
    }

    [Fact]
    public void Operator_sets_outside_the_range_are_refused_with_the_range()
    {
        var graph = new SmallGraph(new(1), 2);
        graph.Model.OperatorSets[""] = 9;
        Preparation.Prepare(graph.Output(graph.Node("Neg", ["x"])).Model).Reason.ShouldNotBeNull().ShouldContain("11 to 22");
    }

    private static PreparedModel Same(SmallGraph graph)
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        var runner = new OrtGraphRunner(runtime, new());
        var prepared = Preparation.Prepare(graph.Model);
        prepared.Reason.ShouldBeNull();
        using var first = runner.Open(graph.Model.Write());
        using var second = runner.Open(prepared.Value!.Model.Write());
        var inputs = Zoo.Inputs(graph.Model.Graph.Inputs, prepared.Value, 9);
        string[] outputs = [.. graph.Model.Graph.Outputs.Select(o => o.Name)];
        var (expected, actual) = (first.Run(inputs, outputs), second.Run(inputs, outputs));
        foreach (var name in outputs) Near(actual[name], expected[name], name);
        return prepared.Value;
    }

    private static void Near(TensorConstant actual, TensorConstant expected, string what)
    {
        actual.Dims.ShouldBe(expected.Dims, what);
        var (a, b) = (actual.Floats().ToArray(), expected.Floats().ToArray());
        for (var i = 0; i < a.Length; i++) a[i].ShouldBe(b[i], 1e-3 * Math.Max(1, Math.Abs(b[i])), what);
    }
}
