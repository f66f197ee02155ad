using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Model;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Changes elements that stay the same, one at a time, and looks what the model answers then.</summary>
internal sealed class Steering(ProbeContext context, EditableModel model, Reach reach, Observation observation)
{
    private const int ValuesOfSession = 48;

    /// <summary>A first look at so many inputs; most changes do little, and that shows at once.</summary>
    private const int FirstLook = 8;

    private readonly ScoreOutput _scores = context.Interface.Scores!;

    /// <summary>How many elements were changed, for the report.</summary>
    public int Tried { get; private set; }

    /// <summary>The strongest effect of each element that has any; ends early where the time is up.</summary>
    public IEnumerable<Effect> Run(IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        var values = candidates.Select(c => c.Value).Distinct().Chunk(ValuesOfSession).ToList();
        var done = 0;
        foreach (var chunk in values)
        {
            var steered = chunk.Select((v, i) => new SteeredValue(v.Name, (ElementType)(int)v.Type, InstrumentedModel.DeltaPrefix + i.ToString(CultureInfo.InvariantCulture))).ToList();
            using var session = context.Open(InstrumentedModel.Steer(model, steered));
            foreach (var candidate in candidates.Where(c => chunk.Contains(c.Value)))
            {
                if (done++ % 64 == 0) context.Advance(0.5 + (0.5 * done / candidates.Count), $"changes {candidates.Count} values that stay the same, {done} so far");
                var name = steered[Array.IndexOf(chunk, candidate.Value)].Delta;
                Tried++;
                foreach (var delta in Deltas(candidate))
                {
                    var effect = Try(session, steered, name, candidate, delta, cancellationToken);
                    if (effect is null || !IsExceptional(session, steered, name, effect, cancellationToken)) continue;
                    yield return effect;
                    break;
                }
            }
        }
    }

    /// <summary>What is added: what the element was seen to do, or what its neighbours reach, or, where it stands alone, one and a thousand.</summary>
    private List<float> Deltas(Candidate candidate)
    {
        var (low, high) = reach.Of(candidate.Value.Name);
        if (candidate.Value.Type == OrtElementType.Bool) return (candidate.Usual > 0 ? low <= 0 : high >= 1) ? [1] : [];
        var deltas = Wanted(candidate);
        // Where both ends are known, they say what the value can do.
        if (candidate.Scale is null && double.IsFinite(low) && double.IsFinite(high) && candidate.Value.Elements != _scores.Columns)
            deltas.AddRange([(float)high - candidate.Usual, (float)low - candidate.Usual]);
        const float slack = 1e-3f;
        return [.. deltas.Where(d => Math.Abs(d) > slack && candidate.Usual + d >= low - slack && candidate.Usual + d <= high + slack).Distinct()];
    }

    private List<float> Wanted(Candidate candidate)
    {
        List<float> deltas = [];
        if (candidate.Observed is { } observed) deltas.Add(candidate.Scale is { } most ? Math.Clamp(observed - candidate.Usual, -most / 2, most / 2) : observed - candidate.Usual);
        // One score for each class: to raise one is to answer it, which says nothing.
        if (candidate.Value.PerInput && candidate.Value.Elements == _scores.Columns) return deltas;
        if (candidate.Scale is { } scale) deltas.AddRange([scale / 2, -scale / 2]);
        else deltas.AddRange([1, -1]);
        if (candidate.Value.Elements == 1 && candidate.Value.Type.IsFloat()) deltas.AddRange([1000, -1000]);
        return deltas;
    }

    /// <summary>
    /// In a wide vector the neighbours are the control: where one that is awake would decide the answer as well, once it is changed as much, the sleeping one
    /// is a unit like the others. Trained networks have units that never fire.
    /// </summary>
    private bool IsExceptional(ProbeSession session, List<SteeredValue> steered, string name, Effect effect, CancellationToken cancellationToken) =>
        effect.Candidate.Siblings.All(sibling =>
            Try(session, steered, name, effect.Candidate with { Element = sibling }, Math.Abs(effect.Delta), cancellationToken) is null
            && Try(session, steered, name, effect.Candidate with { Element = sibling }, -Math.Abs(effect.Delta), cancellationToken) is null);

    private Effect? Try(ProbeSession session, List<SteeredValue> steered, string name, Candidate candidate, float delta, CancellationToken cancellationToken)
    {
        var runtime = session.Session.Runtime;
        var extra = new List<KeyValuePair<string, OrtTensor>>();
        try
        {
            foreach (var value in steered)
            {
                var tensor = value.Delta == name
                    ? DeltaTensor.Create(runtime, candidate.Value.Type, candidate.Value.DeltaShape, candidate.Element, delta)
                    : DeltaTensor.Create(runtime, (OrtElementType)(int)value.Type, [], 0, 0);
                extra.Add(new(value.Delta, tensor));
            }
            var runner = new ModelRunner(session, context.Interface, Pool.Size) { Extra = extra };
            // A fixed batch bounds what one run can hold; an open one takes all inputs at once.
            var first = Judge(runner, Take(observation.Pool!, Math.Min(FirstLook, observation.Pool!.Count)), candidate, delta, cancellationToken);
            return first.Share < 0.9 ? null : Judge(runner, observation.Pool!, candidate, delta, cancellationToken) is { Dominates: true } effect ? effect : null;
        }
        catch (OrtException)
        {
            // The changed value makes no sense to an operator behind it, such as an index that is too large: that is no answer.
            return null;
        }
        finally
        {
            foreach (var (_, tensor) in extra) tensor.Dispose();
        }
    }

    private Effect Judge(ModelRunner runner, ProbeInputs inputs, Candidate candidate, float delta, CancellationToken cancellationToken)
    {
        var scores = runner.Scores(inputs, cancellationToken);
        var labels = scores.Labels();
        var top = labels.GroupBy(l => l).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First();
        var certainty = Enumerable.Range(0, scores.Rows).Where(i => labels[i] == top.Key).Select(i => Certainty(scores.Row(i), top.Key)).Order().ToList();
        var changed = labels.Where((label, i) => label != observation.PoolLabels[i]).Count();
        var before = observation.PoolLabels.Take(labels.Length).Count(l => l == top.Key);
        return new(candidate, delta, labels.Length, top.Key, (double)top.Count() / labels.Length, (double)changed / labels.Length,
            (double)before / labels.Length, certainty[certainty.Count / 2]);
    }

    /// <summary>The probability of an answer: softmax of logits, share of anything else.</summary>
    private double Certainty(ReadOnlySpan<float> scores, int label)
    {
        if (label < 0) return 0;
        double sum = 0;
        var top = scores[label];
        foreach (var score in scores) sum += _scores.Kind == ScoreKind.Logits ? Math.Exp(score - top) : Math.Abs(score);
        var certainty = _scores.Kind == ScoreKind.Logits ? 1 / sum : sum > 0 ? top / sum : 0;
        return double.IsFinite(certainty) ? certainty : 0;
    }

    private static ProbeInputs Take(ProbeInputs inputs, int count) => inputs switch
    {
        ImageInputs images => new ImageInputs(images.Values[..(count * images.Size)], images.Size),
        TokenInputs tokens => new TokenInputs(tokens.Ids[..(count * tokens.Length)], tokens.Length),
        _ => inputs,
    };
}
