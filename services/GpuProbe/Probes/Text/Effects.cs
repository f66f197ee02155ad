namespace Assay.GpuProbe.Probes.Text;

/// <summary>What strings do to carriers: for each string, carrier and class, how far the carrier has come from its own answer to the class.</summary>
/// <param name="carriers">The carriers.</param>
/// <param name="classes">Of the model.</param>
/// <param name="count">Strings.</param>
internal sealed class Effects(IReadOnlyList<Carrier> carriers, int classes, int count)
{
    /// <summary>More than enough is no better than enough: as certain of the class as the carrier was of its own.</summary>
    private const float Most = 2;

    /// <summary>Clearly behind the border between two classes.</summary>
    public const float Clearly = 1.1f;

    /// <summary>Half as certain as the carrier was of its own class.</summary>
    public const float Surely = 1.5f;

    private readonly float[] _progress = new float[count * carriers.Count * classes];

    public int Count { get; } = count;

    public int Classes { get; } = classes;

    public IReadOnlyList<Carrier> Carriers { get; } = carriers;

    /// <summary>
    /// 0 where the string does nothing, 1 where the class is about to be answered, 2 where it is answered as surely as the carrier's own class was. For the
    /// carrier's own class: above 1 as long as it is answered.
    /// </summary>
    public float this[int text, int carrier, int label] => _progress[(((text * Carriers.Count) + carrier) * Classes) + label];

    public void Set(int text, int carrier, ReadOnlySpan<float> scores)
    {
        var of = Carriers[carrier];
        for (var label = 0; label < Classes; label++)
        {
            var (before, after) = (of.Margin(label), TextModel.Margin(scores, label));
            var progress = label == of.Label
                ? (after > 0 ? Most : 0)
                : before < 0 ? (after - before) / -before : 0;
            // A carrier on the brink is passed by any change.
            if (label != of.Label) progress = after > 0 ? MathF.Max(progress, 1.0001f) : MathF.Min(progress, 1);
            _progress[(((text * Carriers.Count) + carrier) * Classes) + label] = Math.Clamp(progress, -1, Most);
        }
    }

    /// <summary>Mean over the carriers of other classes.</summary>
    public float Progress(int text, int label) => Mean(text, label, (value, _) => value, own: false);

    /// <summary>Share of the carriers of other classes that come to the class, and clearly so.</summary>
    public float Flips(int text, int label, float from = Clearly) => Mean(text, label, (value, _) => value >= from ? 1 : 0, own: false);

    /// <summary>Share of the class's own carriers that stay; 1 where there are none.</summary>
    public float Holds(int text, int label) => Mean(text, label, (value, _) => value > 1 ? 1 : 0, own: true, 1);

    /// <summary>The smallest share of carriers of any one other class that come to the class.</summary>
    public float LeastFlips(int text, int label, float from = Clearly) => Carriers.Select(c => c.Label).Distinct().Where(other => other != label)
        .Select(other => Mean(text, label, (value, _) => value >= from ? 1 : 0, false, 0, other)).DefaultIfEmpty(0).Min();

    private float Mean(int text, int label, Func<float, Carrier, float> value, bool own, float none = 0, int? only = null)
    {
        var (sum, n) = (0f, 0);
        for (var c = 0; c < Carriers.Count; c++)
        {
            if ((Carriers[c].Label == label) != own || (only is { } wanted && Carriers[c].Label != wanted)) continue;
            sum += value(this[text, c, label], Carriers[c]);
            n++;
        }
        return n == 0 ? none : sum / n;
    }
}
