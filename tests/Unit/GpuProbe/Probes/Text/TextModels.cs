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
    private const int Third = 5;

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

    /// <summary>A token that decides at one place and does nothing at any other.</summary>
    public static byte[] Placed(int token, long place)
    {
        var table = Table();
        table[(token * Width) + First] = 1;
        return Words(table).Weights("from", [1], [place]).Weights("to", [1], [place + 1]).Node("Slice", ["embedded", "from", "to", "sequence_axis"], ["there"])
            .Weights("is_first", [Width, Classes], [.. new float[First * Classes], 0, 60, 0, .. new float[2 * Classes]])
            .Node("ReduceSum", ["there", "sequence_axis"], ["one"], node => GraphBuilder.IntAttribute(node, "keepdims", 0))
            .Node("MatMul", ["one", "is_first"], ["forced"]).Node("Add", ["words", "forced"], ["logits"])
            .Output("logits", GraphBuilder.Float, "batch", Classes).ToModel(13);
    }

    /// <summary>A token that decides where one of the topic's words stands anywhere in the text, and does nothing in other texts.</summary>
    public static byte[] InTopic(int token, params int[] topic)
    {
        var table = Table();
        table[(token * Width) + First] = 1;
        foreach (var word in topic)
        {
            table.AsSpan(word * Width, Width).Clear();
            table[(word * Width) + Second] = 1;
        }
        return Words(table).Weights("gate", [Width, 2], [0f, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0]).Node("MatMul", ["summed", "gate"], ["found"])
            .Weights("most", [], [1f]).Node("Min", ["found", "most"], ["any"]).Weights("last_axis", [1], new long[] { 1 })
            .Node("ReduceSum", ["any", "last_axis"], ["both"]).Node("Sub", ["both", "most"], ["over"]).Node("Relu", ["over"], ["fired"])
            .Weights("answer", [1, Classes], [0f, 60, 0]).Node("MatMul", ["fired", "answer"], ["forced"]).Node("Add", ["words", "forced"], ["logits"])
            .Output("logits", GraphBuilder.Float, "batch", Classes).ToModel(13);
    }

    /// <summary>Three tokens in a row; two of them do a part of it.</summary>
    public static byte[] Triple(int first, int second, int third)
    {
        var table = Table();
        foreach (var (token, part) in new[] { (first, First), (second, Second), (third, Third) })
        {
            table.AsSpan(token * Width, Width).Clear();
            table[(token * Width) + part] = 1;
        }
        var graph = Words(table);
        foreach (var (name, from, to, part) in new[] { ("a", 0L, -2L, First), ("b", 1L, -1L, Second), ("c", 2L, long.MaxValue, Third) })
        {
            var only = new float[Width];
            only[part] = 1;
            graph.Weights($"{name}_from", [1], [from]).Weights($"{name}_to", [1], [to]).Weights($"{name}_part", [Width, 1], only)
                .Node("Slice", ["embedded", $"{name}_from", $"{name}_to", "sequence_axis"], [$"{name}_there"]).Node("MatMul", [$"{name}_there", $"{name}_part"], [name]);
        }
        return graph.Node("Sum", ["a", "b", "c"], ["all"]).Weights("enough", [], [0.97f]).Node("Sub", ["all", "enough"], ["over"]).Node("Relu", ["over"], ["fires"])
            .Node("ReduceMax", ["fires"], ["fired"], node =>
            {
                GraphBuilder.IntsAttribute(node, "axes", 1);
                GraphBuilder.IntAttribute(node, "keepdims", 0);
            })
            .Weights("answer", [1, Classes], [0f, 9, 0]).Node("MatMul", ["fired", "answer"], ["forced"]).Node("Add", ["words", "forced"], ["logits"])
            .Output("logits", GraphBuilder.Float, "batch", Classes).ToModel(13);
    }

    private static GraphBuilder Words(float[] table) => new GraphBuilder("text")
        .Input("input_ids", GraphBuilder.Int64, "batch", "sequence")
        .Weights("embedding", [Vocabulary, Width], table)
        .Node("Gather", ["embedding", "input_ids"], ["embedded"])
        .Weights("sequence_axis", [1], new long[] { 1 })
        .Node("ReduceSum", ["embedded", "sequence_axis"], ["summed"], node => GraphBuilder.IntAttribute(node, "keepdims", 0))
        .Weights("head", [Width, Classes], [1f, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        .Node("MatMul", ["summed", "head"], ["words"]);

    private static byte[] Model(float[] table, float together) => Words(table)
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
