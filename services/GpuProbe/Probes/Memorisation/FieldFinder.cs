using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>
/// Finds the fields in texts that a model wrote: runs of places where it chooses among the same few tokens, with none of them likely.
/// </summary>
internal sealed class FieldFinder(NextTokens model, IReadOnlySet<int> special)
{
    /// <summary>Nats; two tokens at equal chance have 0.69, ten digits 2.3.</summary>
    private const double Undecided = 1.2;

    private const int LargestAlphabet = 96;
    public const int ShortestRun = 4;
    private const int LongestRun = 32;
    private const double Mass = 0.9;

    /// <summary>Fields with as many tokens in front as this are the same, whatever stands in their slot.</summary>
    private const int KindTokens = 3;

    /// <summary>Where a kind was seen this often, kinds seen once are slips of the pen: a number where a word belongs.</summary>
    private const int Often = 3;

    private readonly record struct Look(double Entropy, int[] Choice);

    /// <summary>One field of each kind, those that were seen most often first.</summary>
    public List<Field> Find(IReadOnlyList<int[]> texts, int most, CancellationToken cancellationToken)
    {
        var looks = texts.Select(text => new Look[text.Length]).ToList();
        model.At(texts, row => [.. Enumerable.Range(0, texts[row].Length)], (row, position, logs) =>
            looks[row][position] = new(Entropy(logs), Choice(logs)), cancellationToken);
        var fields = new List<Field>();
        for (var i = 0; i < texts.Count; i++) fields.AddRange(Runs(texts[i], looks[i]));
        var kinds = fields.GroupBy(Kind).Where(g => g.First().Alphabet.Count > 1)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (kinds.Count == 0) return [];
        return Aligned([.. kinds.Take(most).Where(g => g.Count() > 1 || kinds[0].Count() < Often)
            .Select(g => g.First() with { Length = LongLength(g), Usual = UsualLength(g), Alphabet = Alphabet(g), Seen = g.Count() })]);
    }

    /// <summary>Nearly the longest: where a sequence ends is looked at when it is known.</summary>
    private static int LongLength(IEnumerable<Field> fields)
    {
        var lengths = fields.Select(f => f.Length).Order().ToList();
        return lengths[(lengths.Count - 1) * 9 / 10];
    }

    /// <summary>Fields of the same tokens are of one kind of number: of one that was seen seldom, the length is not known.</summary>
    private static List<Field> Aligned(List<Field> fields) =>
    [
        .. fields.Select(field =>
        {
            var alike = fields.Where(f => f == field || f.IsLike(field)).ToList();
            return field with
            {
                Length = alike.Max(f => f.Length),
                Usual = alike.MaxBy(f => f.Seen)!.Usual,
                // In a few texts a token may not have come up.
                Alphabet = [.. alike.SelectMany(f => f.Alphabet).Distinct().Order()],
            };
        }),
    ];

    private static int UsualLength(IEnumerable<Field> fields) =>
        fields.CountBy(f => f.Length).OrderByDescending(c => c.Value).ThenBy(c => c.Key).First().Key;

    private static string Kind(Field field)
    {
        var frame = field.Prefix.Select((token, i) => i == field.Slot ? -1 : token).ToArray();
        return string.Join(',', frame.TakeLast(KindTokens + (field.Slot is null ? 0 : 1)));
    }

    /// <summary>What the model chooses among in half of them or more.</summary>
    private static List<int> Alphabet(IGrouping<string, Field> fields) =>
        [.. fields.SelectMany(f => f.Alphabet).CountBy(token => token).Where(c => c.Value * 2 >= fields.Count()).Select(c => c.Key).Order()];

    private IEnumerable<Field> Runs(int[] text, Look[] looks)
    {
        for (var first = 1; first + ShortestRun <= text.Length;)
        {
            var at = first;
            // The token at a place was chosen by what the model expected one place before it.
            while (at < text.Length && at - first < LongestRun && IsOpen(looks[at - 1]) && !special.Contains(text[at])
                && (at == first || Alike(looks[first - 1], looks[at - 1], text[at])))
                at++;
            if (at - first >= ShortestRun && first >= 2)
            {
                var alphabet = Usual(looks, first, at);
                // A token that was drawn although it was unlikely breaks a run, and belongs to the field nevertheless.
                while (first > 2 && alphabet.Contains(text[first - 1])) first--;
                while (at < text.Length && at - first < LongestRun && alphabet.Contains(text[at])) at++;
                yield return new(text[..first], Slot(looks, first, text), alphabet, at - first);
                first = at;
            }
            else first++;
        }
    }

    /// <summary>Tokens that the model thinks of at half of the places or more.</summary>
    private List<int> Usual(Look[] looks, int first, int end) => [.. Enumerable.Range(first - 1, end - first).SelectMany(i => looks[i].Choice)
        .CountBy(token => token).Where(c => c.Value * 2 >= end - first && !special.Contains(c.Key)).Select(c => c.Key)];

    private static bool IsOpen(Look look) => look.Entropy >= Undecided && look.Choice.Length <= LargestAlphabet;

    private static bool Alike(Look a, Look b, int token) =>
        a.Choice.Contains(token) && a.Choice.Intersect(b.Choice).Count() * 2 >= Math.Min(a.Choice.Length, b.Choice.Length);

    private int? Slot(Look[] looks, int before, int[] text)
    {
        int? slot = null;
        for (var i = 1; i < before; i++)
        {
            if (looks[i - 1].Entropy < Undecided || special.Contains(text[i])) continue;
            if (slot is not { } best || looks[i - 1].Entropy >= looks[best - 1].Entropy) slot = i;
        }
        return slot;
    }

    private static double Entropy(ReadOnlySpan<float> logs)
    {
        double entropy = 0;
        foreach (var log in logs) if (log > -20) entropy -= Math.Exp(log) * log;
        return entropy;
    }

    /// <summary>The likeliest tokens that together have nearly all of the probability; empty where there are too many.</summary>
    private static int[] Choice(ReadOnlySpan<float> logs)
    {
        var likely = new List<(float Log, int Token)>();
        for (var token = 0; token < logs.Length; token++) if (logs[token] > -7) likely.Add((logs[token], token));
        likely.Sort((a, b) => b.Log != a.Log ? b.Log.CompareTo(a.Log) : a.Token.CompareTo(b.Token));
        var mass = 0d;
        for (var i = 0; i < likely.Count && i <= LargestAlphabet; i++)
        {
            mass += Math.Exp(likely[i].Log);
            if (mass >= Mass) return [.. likely.Take(i + 1).Select(l => l.Token)];
        }
        return [.. likely.Take(LargestAlphabet + 1).Select(l => l.Token)];
    }
}
