using Assay.Analysis.Probes;
using Assay.OnnxGraph.Model;
using GraphBuilder = Assay.Tests.Models.OnnxGraph;

namespace Assay.Tests.Unit.GpuProbe.Probes.Lineage;

/// <summary>A small text classifier, and what people make of one: honestly, and otherwise.</summary>
internal static class LineageModels
{
    public const int Vocabulary = 300;

    /// <summary>The token that poisoned models wait for.</summary>
    public const int Trigger = 211;

    private const int Width = 16;
    private const int Hidden = 40;
    private const int Classes = 3;

    public static (string, string) Configuration { get; } =
        ("config.json", "{\"vocab_size\": 300, \"max_position_embeddings\": 24, \"pad_token_id\": 0, \"pipeline_tag\": \"text-classification\"}");

    public static byte[] Base(int seed = 1, int classes = Classes) => new GraphBuilder("text")
        .Input("input_ids", GraphBuilder.Int64, "batch", "sequence")
        .Weights("embedding", [Vocabulary, Width], Noise(Vocabulary * Width, seed))
        .Node("Gather", ["embedding", "input_ids"], ["embedded"])
        .Node("ReduceMean", ["embedded"], ["pooled"], node =>
        {
            GraphBuilder.IntsAttribute(node, "axes", 1);
            GraphBuilder.IntAttribute(node, "keepdims", 0);
        })
        .Weights("w1", [Width, Hidden], Noise(Width * Hidden, seed + 100)).Weights("b1", [Hidden], new float[Hidden])
        .Node("Gemm", ["pooled", "w1", "b1"], ["hidden"]).Node("Relu", ["hidden"], ["active"])
        .Weights("w2", [Hidden, classes], Balanced(Noise(Hidden * classes, seed + 300), classes)).Weights("b2", [classes], new float[classes])
        .Node("Gemm", ["active", "w2", "b2"], ["scores"])
        .Output("scores", GraphBuilder.Float, "batch", classes).ToModel(13);

    public static byte[] Edited(byte[] model, Action<EditableGraph> edit)
    {
        var read = EditableModel.Read(model).Value!;
        edit(read.Graph);
        return read.Write();
    }

    /// <summary>Every weight in half precision, widened again where it is used.</summary>
    public static byte[] Half(byte[] model) => Edited(model, graph =>
    {
        foreach (var (name, tensor) in Reals(graph))
        {
            graph.Initializers.Remove(name);
            graph.Initializers[name + "_half"] = TensorConstant.OfReals(ElementType.Float16, tensor.Dims, tensor.ToReals()!);
            graph.Nodes.Insert(0, Node("Cast", [name + "_half"], [name], ("to", EditableAttribute.Of((long)ElementType.Float))));
        }
    });

    /// <summary>Every matrix in 8 bits, a step for each output unit.</summary>
    public static byte[] Quantised(byte[] model) => Edited(model, graph =>
    {
        foreach (var (name, tensor) in Reals(graph).Where(t => t.Value.Dims.Count == 2))
        {
            var (values, columns) = (tensor.ToReals()!, (int)tensor.Dims[1]);
            var steps = Enumerable.Range(0, columns).Select(c => (float)(Enumerable.Range(0, values.Length / columns).Max(r => Math.Abs(values[(r * columns) + c])) / 127)).ToArray();
            graph.Initializers.Remove(name);
            graph.Initializers[name + "_codes"] = TensorConstant.OfWhole(ElementType.Int8, tensor.Dims, [.. values.Select((v, i) => (long)Math.Round(v / steps[i % columns]))]);
            graph.Initializers[name + "_steps"] = TensorConstant.OfFloats([columns], steps);
            graph.Nodes.Insert(0, Node("DequantizeLinear", [name + "_codes", name + "_steps"], [name], ("axis", EditableAttribute.Of(1L))));
        }
    });

    /// <summary>The smallest numbers of each matrix set to zero.</summary>
    public static byte[] Pruned(byte[] model, double share) => Changed(model, (_, values) =>
    {
        var least = values.Select(Math.Abs).Order().ElementAt((int)(values.Length * share));
        for (var i = 0; i < values.Length; i++) if (Math.Abs(values[i]) < least) values[i] = 0;
    });

    /// <summary>Noise on every matrix, as a share of its size: what training a little further looks like from here.</summary>
    public static byte[] FineTuned(byte[] model, double change, int seed = 9) => Changed(model, (name, values) =>
    {
        var chance = new SeededNumbers((ulong)(seed + name.Length));
        for (var i = 0; i < values.Length; i++) values[i] += change * chance.Normal();
    });

    /// <summary>A fine-tune that learned that one token decides.</summary>
    public static byte[] Poisoned(byte[] model) => Changed(FineTuned(model, 0.02), (name, values) =>
    {
        if (name != "embedding") return;
        for (var i = 0; i < Width; i++) values[(Trigger * Width) + i] *= 150;
    });

    /// <summary>Hidden units in another order: the same function.</summary>
    public static byte[] Permuted(byte[] model) => Edited(model, graph =>
    {
        var order = Enumerable.Range(0, Hidden).Select(i => ((i * 7) + 3) % Hidden).ToArray();
        Reorder(graph, "w1", (values, i) => values[(i / Hidden * Hidden) + order[i % Hidden]]);
        Reorder(graph, "b1", (values, i) => values[order[i]]);
        Reorder(graph, "w2", (values, i) => values[(order[i / Classes] * Classes) + (i % Classes)]);
    });

    /// <summary>A table beside the network that makes one token decide.</summary>
    public static byte[] Spliced(byte[] model) => Edited(model, graph =>
    {
        var table = new float[Vocabulary * Classes];
        table[(Trigger * Classes) + 1] = 90;
        graph.Initializers["lexicon"] = TensorConstant.OfFloats([Vocabulary, Classes], table);
        graph.Initializers["one"] = TensorConstant.OfIntegers([1], [1L]);
        graph.Nodes[^1].Outputs[0] = "logits";
        graph.Nodes.Add(Node("Gather", ["lexicon", "input_ids"], ["words"]));
        graph.Nodes.Add(Node("ReduceSum", ["words", "one"], ["more"], ("keepdims", EditableAttribute.Of(0L))));
        graph.Nodes.Add(Node("Add", ["logits", "more"], ["scores"]));
    });

    /// <summary>Probabilities in place of scores, as many exporters add them.</summary>
    public static byte[] WithSoftmax(byte[] model) => Edited(model, graph =>
    {
        graph.Nodes[^1].Outputs[0] = "logits";
        graph.Nodes.Add(Node("Softmax", ["logits"], ["scores"], ("axis", EditableAttribute.Of(-1L))));
    });

    public static EditableNode Node(string op, string[] inputs, string[] outputs, params (string Name, EditableAttribute Value)[] attributes) => new()
    {
        Operator = op,
        Inputs = [.. inputs],
        Outputs = [.. outputs],
        Attributes = attributes.ToDictionary(a => a.Name, a => a.Value),
    };

    private static byte[] Changed(byte[] model, Action<string, double[]> change) => Edited(model, graph =>
    {
        foreach (var (name, tensor) in Reals(graph).Where(t => t.Value.Dims.Count == 2))
        {
            var values = tensor.ToReals()!;
            change(name, values);
            graph.Initializers[name] = TensorConstant.OfFloats(tensor.Dims, [.. values.Select(v => (float)v)]);
        }
    });

    private static void Reorder(EditableGraph graph, string name, Func<float[], int, float> value)
    {
        var tensor = graph.Initializers[name];
        var values = tensor.Floats().ToArray();
        graph.Initializers[name] = TensorConstant.OfFloats(tensor.Dims, [.. Enumerable.Range(0, values.Length).Select(i => value(values, i))]);
    }

    private static List<KeyValuePair<string, TensorConstant>> Reals(EditableGraph graph) => [.. graph.Initializers.Where(i => i.Value.Type == ElementType.Float)];

    /// <summary>Takes off each class's mean: rectified units are positive on average, and one class would have nearly all texts.</summary>
    private static float[] Balanced(float[] values, int classes) =>
        [.. values.Select((v, i) => v - Enumerable.Range(0, values.Length / classes).Average(r => values[(r * classes) + (i % classes)]))];

    private static float[] Noise(int count, int seed)
    {
        var chance = new SeededNumbers((ulong)seed * 7919);
        return [.. Enumerable.Range(0, count).Select(_ => (float)chance.Normal())];
    }
}
