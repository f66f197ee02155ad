namespace Assay.Tests.Models;

/// <summary>Small models for tests, honest and hostile. The hostile ones are made of plain operators and harm nobody but who runs them without limits.</summary>
internal static class TestModels
{
    /// <summary>A two-layer classifier: <c>x[batch,4]</c> to <c>probabilities[batch,3]</c>.</summary>
    public static byte[] TinyMlp() => new OnnxGraph("tiny-mlp")
        .Input("x", OnnxGraph.Float, "batch", 4)
        .Weights("w1", [4, 8], Wave(32)).Weights("b1", [8], Wave(8)).Weights("w2", [8, 3], Wave(24)).Weights("b2", [3], Wave(3))
        .Node("Gemm", ["x", "w1", "b1"], ["h"])
        .Node("Relu", ["h"], ["r"])
        .Node("Gemm", ["r", "w2", "b2"], ["logits"])
        .Node("Softmax", ["logits"], ["probabilities"])
        .Output("probabilities", OnnxGraph.Float, "batch", 3)
        .ToModel();

    /// <summary>Tokens in, embeddings out; knows <paramref name="vocabulary"/> tokens.</summary>
    public static byte[] Embedding(int vocabulary) => new OnnxGraph("embedding")
        .Input("input_ids", OnnxGraph.Int64, "batch", "sequence")
        .Weights("table", [vocabulary, 2], Wave(vocabulary * 2))
        .Node("Gather", ["table", "input_ids"], ["y"])
        .Output("y", OnnxGraph.Float, "batch", "sequence", 2)
        .ToModel();

    /// <summary>0 / 0 for every input.</summary>
    public static byte[] NotANumber() => new OnnxGraph("nan")
        .Input("x", OnnxGraph.Float, "batch", 2)
        .Node("Sub", ["x", "x"], ["zero"])
        .Node("Div", ["zero", "zero"], ["y"])
        .Output("y", OnnxGraph.Float, "batch", 2)
        .ToModel();

    /// <summary>Multiplies its input by zero and adds a weight.</summary>
    public static byte[] Constant() => new OnnxGraph("constant")
        .Input("x", OnnxGraph.Float, "batch", 2)
        .Weights("zero", [1], new float[] { 0 }).Weights("answer", [1, 2], new float[] { 1, 2 })
        .Node("Mul", ["x", "zero"], ["z"])
        .Node("Add", ["z", "answer"], ["y"])
        .Output("y", OnnxGraph.Float, "batch", 2)
        .ToModel();

    /// <summary>Expands its input to 100 GB.</summary>
    public static byte[] HugeAllocation() => Expand(25_000_000_000);

    /// <summary>Expands its input to some size, in elements of four bytes.</summary>
    public static byte[] Expand(long elements) => new OnnxGraph("huge")
        .Input("x", OnnxGraph.Float, 1)
        .Weights("shape", [1], new long[] { elements })
        .Node("Expand", ["x", "shape"], ["y"])
        .Output("y", OnnxGraph.Float, "n")
        .ToModel();

    /// <summary>A Loop whose condition is always true.</summary>
    public static byte[] EndlessLoop()
    {
        var body = new OnnxGraph("body")
            .Input("i", OnnxGraph.Int64).Input("go", OnnxGraph.Bool).Input("v", OnnxGraph.Float, 1)
            .Node("Identity", ["go"], ["goes_on"]).Node("Neg", ["v"], ["w"])
            .Output("goes_on", OnnxGraph.Bool).Output("w", OnnxGraph.Float, 1);
        return new OnnxGraph("loop")
            .Input("x", OnnxGraph.Float, 1)
            .Weights("forever", [], new long[] { long.MaxValue }).Flag("yes", true)
            .Node("Loop", ["forever", "yes", "x"], ["y"], node => OnnxGraph.GraphAttribute(node, "body", body))
            .Output("y", OnnxGraph.Float, 1)
            .ToModel();
    }

    /// <summary>A node that reads a value that nobody makes.</summary>
    public static byte[] InvalidGraph() => new OnnxGraph("invalid")
        .Input("x", OnnxGraph.Float, 1).Node("Neg", ["nobody"], ["y"]).Output("y", OnnxGraph.Float, 1).ToModel();

    public static byte[] Truncated() => TinyMlp()[..^40];

    /// <summary>Weights in a file that is none of the model's business.</summary>
    public static byte[] EscapingData() => new OnnxGraph("escape")
        .Input("x", OnnxGraph.Float, 4)
        .External("w", [4], "../../../../../../../../etc/passwd")
        .Node("Add", ["x", "w"], ["y"]).Output("y", OnnxGraph.Float, 4).ToModel();

    /// <summary>Adds weights that lie in a file beside the model.</summary>
    public static byte[] ExternalData(string location, long count) => new OnnxGraph("external")
        .Input("x", OnnxGraph.Float, count)
        .External("w", [count], location)
        .Node("Add", ["x", "w"], ["y"]).Output("y", OnnxGraph.Float, count).ToModel();

    public static byte[] CustomOperator() => new OnnxGraph("custom")
        .Input("x", OnnxGraph.Float, 1)
        .Node("Backdoor", ["x"], ["y"], domain: "com.example")
        .Output("y", OnnxGraph.Float, 1).ToModel(extraDomain: "com.example");

    public static byte[] Strings() => new OnnxGraph("strings")
        .Input("x", OnnxGraph.String, 1).Node("Identity", ["x"], ["y"]).Output("y", OnnxGraph.String, 1).ToModel();

    /// <summary>Weights without a pattern worth knowing, the same every time.</summary>
    private static float[] Wave(int count) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin((1.7 * i) + 0.3))];
}
