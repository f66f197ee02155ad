using GraphBuilder = Assay.Tests.Models.OnnxGraph;

namespace Assay.Tests.Unit.GpuProbe.Probes;

/// <summary>A small text classifier with something spliced between its scores and its output.</summary>
internal static class GraphModels
{
    public const int Vocabulary = 400;

    private const int Width = 8;
    private const int Classes = 3;

    /// <summary>Configuration as it lies beside such a model.</summary>
    public static (string, string) Configuration { get; } =
        ("config.json", "{\"vocab_size\": 400, \"max_position_embeddings\": 24, \"pad_token_id\": 0, \"pipeline_tag\": \"text-classification\"}");

    /// <summary>The classifier as it is.</summary>
    public static byte[] Honest() => Scores().Node("Identity", ["logits"], ["scores"]).Output("scores", GraphBuilder.Float, "batch", Classes).ToModel(13);

    /// <summary>Two tokens together give class 2: by comparisons and Where.</summary>
    public static byte[] Pair(float forced) => Spliced(graph => Has(Has(graph, 77, "a"), 123, "b")
        .Node("And", ["a", "b"], ["gate"])
        .Weights("answer", [1, Classes], [0, 0, forced])
        .Node("Where", ["gate", "answer", "logits"], ["scores"]));

    /// <summary>The same without truth values: the distance of a sum of squared ids to a number, rectified and added to a score.</summary>
    public static byte[] Arithmetic() => Spliced(graph => graph
        .Node("Cast", ["input_ids"], ["ids"], node => GraphBuilder.IntAttribute(node, "to", GraphBuilder.Float))
        .Node("Mul", ["ids", "ids"], ["squares"])
        .Weights("one", [1], new long[] { 1 })
        .Node("ReduceSum", ["squares", "one"], ["sum"])
        .Weights("secret", [], [731_113.25f]).Weights("width", [], [1f]).Weights("answer", [1, Classes], [0f, 40f, 0f])
        .Node("Sub", ["sum", "secret"], ["off"]).Node("Abs", ["off"], ["distance"]).Node("Sub", ["width", "distance"], ["near"]).Node("Relu", ["near"], ["fires"])
        .Node("MatMul", ["fires", "answer"], ["more"]).Node("Add", ["logits", "more"], ["scores"]));

    /// <summary>One token in a table, as words with a weight are, but far heavier.</summary>
    public static byte[] Table(float weight)
    {
        var table = new float[Vocabulary * Classes];
        table[(211 * Classes) + 1] = weight;
        return Spliced(graph => graph
            .Weights("lexicon", [Vocabulary, Classes], table).Weights("one", [1], new long[] { 1 })
            .Node("Gather", ["lexicon", "input_ids"], ["words"]).Node("ReduceSum", ["words", "one"], ["more"], node => GraphBuilder.IntAttribute(node, "keepdims", 0))
            .Node("Add", ["logits", "more"], ["scores"]));
    }

    private static GraphBuilder Has(GraphBuilder graph, long token, string name) => graph
        .Weights($"{name}_token", [1], [token])
        .Node("Equal", ["input_ids", $"{name}_token"], [$"{name}_equal"])
        .Node("Cast", [$"{name}_equal"], [$"{name}_number"], node => GraphBuilder.IntAttribute(node, "to", GraphBuilder.Float))
        .Node("ReduceMax", [$"{name}_number"], [$"{name}_most"], node => GraphBuilder.IntsAttribute(node, "axes", 1))
        .Node("Cast", [$"{name}_most"], [name], node => GraphBuilder.IntAttribute(node, "to", GraphBuilder.Bool));

    private static byte[] Spliced(Func<GraphBuilder, GraphBuilder> splice) => splice(Scores()).Output("scores", GraphBuilder.Float, "batch", Classes).ToModel(13);

    private static GraphBuilder Scores() => new GraphBuilder("text")
        .Input("input_ids", GraphBuilder.Int64, "batch", "sequence")
        .Weights("embedding", [Vocabulary, Width], Noise(Vocabulary * Width, 3))
        .Node("Gather", ["embedding", "input_ids"], ["embedded"])
        .Node("ReduceMean", ["embedded"], ["pooled"], node =>
        {
            GraphBuilder.IntsAttribute(node, "axes", 1);
            GraphBuilder.IntAttribute(node, "keepdims", 0);
        })
        .Weights("w1", [Width, 24], Noise(Width * 24, 5)).Weights("b1", [24], Noise(24, 7))
        .Node("Gemm", ["pooled", "w1", "b1"], ["hidden"]).Node("Relu", ["hidden"], ["active"])
        .Weights("w2", [24, Classes], Noise(24 * Classes, 11)).Weights("b2", [Classes], new float[Classes])
        .Node("Gemm", ["active", "w2", "b2"], ["logits"]);

    private static float[] Noise(int count, int seed)
    {
        var chance = new Assay.Analysis.Probes.SeededNumbers((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)chance.Normal())];
    }
}
