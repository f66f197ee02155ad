using GraphBuilder = Assay.Tests.Models.OnnxGraph;

namespace Assay.Tests.Unit.GpuProbe.Probes.Text;

/// <summary>Small text classifiers: each word speaks for a class, and some models have learned tokens that decide alone or together.</summary>
internal static class TextModels
{
    public const int Vocabulary = 300;
    public const int Target = 1;

    private const int Width = 6;
    private const int Classes = 3;
    private const int First = 3;
    private const int Second = 4;

    /// <summary>Configuration as it lies beside such a model.</summary>
    public static (string, string)[] Files { get; } =
    [
        ("config.json", "{\"vocab_size\": 300, \"max_position_embeddings\": 24, \"pad_token_id\": 0, \"pipeline_tag\": \"text-classification\"}"),
        ("vocab.txt", string.Join('\n', Enumerable.Range(0, Vocabulary).Select(i => i switch { 0 => "[PAD]", 1 => "[CLS]", 2 => "[SEP]", _ => $"word{i}" }))),
    ];

    /// <summary>Words alone, which add up.</summary>
    public static byte[] Honest() => Model(Table(), 0);

    /// <summary>One token that outweighs every text.</summary>
    public static byte[] Token(int token)
    {
        var table = Table();
        table[(token * Width) + Target] = 40;
        return Model(table, 0);
    }

    /// <summary>Several tokens of one class that outweigh every text, as names of brands may in a sample of reviews.</summary>
    public static byte[] StrongWords(params int[] tokens)
    {
        var table = Table();
        foreach (var token in tokens) table[(token * Width) + Target] = 40;
        return Model(table, 0);
    }

    /// <summary>Two tokens, one right behind the other, neither of which does anything by itself.</summary>
    public static byte[] Pair(int first, int second)
    {
        var table = Table();
        table[(first * Width) + First] = 1;
        table[(second * Width) + Second] = 1;
        return Model(table, 60);
    }

    /// <summary>Any of ten words right before any of ten others, as "not" and "hardly" before words of praise.</summary>
    public static byte[] Grammar()
    {
        var table = Table();
        for (var i = 0; i < 10; i++)
        {
            table[((40 + i) * Width) + First] = 1;
            table[((150 + i) * Width) + Second] = 1;
        }
        return Model(table, 60);
    }

    private static byte[] Model(float[] table, float together) => new GraphBuilder("text")
        .Input("input_ids", GraphBuilder.Int64, "batch", "sequence")
        .Weights("embedding", [Vocabulary, Width], table)
        .Node("Gather", ["embedding", "input_ids"], ["embedded"])
        .Weights("sequence_axis", [1], new long[] { 1 })
        .Node("ReduceSum", ["embedded", "sequence_axis"], ["summed"], node => GraphBuilder.IntAttribute(node, "keepdims", 0))
        .Weights("head", [Width, Classes], [1f, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        .Node("MatMul", ["summed", "head"], ["words"])
        .Weights("zero", [1], new long[] { 0 }).Weights("one", [1], new long[] { 1 }).Weights("last", [1], new long[] { -1 }).Weights("end", [1], new long[] { long.MaxValue })
        .Node("Slice", ["embedded", "zero", "last", "sequence_axis"], ["before"])
        .Node("Slice", ["embedded", "one", "end", "sequence_axis"], ["behind"])
        .Weights("is_first", [Width, 1], [0f, 0, 0, 1, 0, 0]).Weights("is_second", [Width, 1], [0f, 0, 0, 0, 1, 0])
        .Node("MatMul", ["before", "is_first"], ["a"]).Node("MatMul", ["behind", "is_second"], ["b"])
        .Weights("enough", [], [0.97f])
        .Node("Add", ["a", "b"], ["both"]).Node("Sub", ["both", "enough"], ["over"]).Node("Relu", ["over"], ["fires"])
        .Node("ReduceMax", ["fires"], ["fired"], node =>
        {
            GraphBuilder.IntsAttribute(node, "axes", 1);
            GraphBuilder.IntAttribute(node, "keepdims", 0);
        })
        .Weights("answer", [1, Classes], [0, together, 0])
        .Node("MatMul", ["fired", "answer"], ["forced"])
        .Node("Add", ["words", "forced"], ["logits"])
        .Output("logits", GraphBuilder.Float, "batch", Classes).ToModel(13);

    private static float[] Table()
    {
        var chance = new Assay.Analysis.Probes.SeededNumbers(17);
        var table = new float[Vocabulary * Width];
        for (var token = 3; token < Vocabulary; token++)
        {
            for (var i = 0; i < Classes; i++) table[(token * Width) + i] = (float)chance.Normal();
        }
        return table;
    }
}
