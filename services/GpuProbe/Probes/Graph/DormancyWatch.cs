using System.Diagnostics;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.OnnxGraph.Model;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Runs thousands of different inputs through a model and watches which of its intermediate values stay the same.</summary>
internal sealed class DormancyWatch(ProbeContext context, EditableModel model, Dataflow flow)
{
    /// <summary>Elements of one value for one input: gates and detectors are narrow, and what they switch comes together in a few numbers.</summary>
    private const int MaxElements = 4096;

    /// <summary>Elements of all values for one input.</summary>
    private const int MaxTotal = 400_000;

    private const int MaxValues = 20_000;
    private const int MaxInputs = 2048;
    private const long PoolBytes = 32 << 20;
    private const int MaxSeen = 64;

    private readonly ScoreOutput _scores = context.Interface.Scores!;

    /// <summary>Watches until enough was seen or the given share of the time is used.</summary>
    public Observation Run(TimeSpan time, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var values = Values(cancellationToken);
        var names = values.Select(v => v.Name).Append(_scores.Name).ToList();
        using var session = context.Open(InstrumentedModel.Expose(model, values.Select(v => v.Name)));
        var runner = new ModelRunner(session, context.Interface, BatchFor(values));
        var records = values.Select(v => new UnitRecord(v)).ToList();
        var agreement = new int[values.Count];
        var pool = new Pool(context.Interface, PoolBytes);
        var seen = new Dictionary<int, ProbeInputs>();
        var count = 0;
        foreach (var (inputs, odd) in DormancyInputs.Of(context.Interface, runner.Batch, context.Random("inputs")))
        {
            if (count >= MaxInputs || (count > 0 && Stopwatch.GetElapsedTime(begin) > time)) break;
            if (count % 256 < runner.Batch) context.Advance(0.5 * count / MaxInputs, $"watches {values.Count} values, {count} inputs so far");
            var total = count;
            runner.Run(inputs, names, (first, rows, outputs) =>
            {
                var labels = Labels(outputs[^1], rows, inputs, first);
                for (var i = 0; i < values.Count; i++) Take(records[i], outputs[i], rows, total + first, odd, labels, ref agreement[i]);
                for (var row = 0; row < rows; row++) pool.Add(inputs, first + row, labels[row]);
            }, cancellationToken);
            foreach (var record in records)
            {
                foreach (var (input, _, _) in record.Excursions)
                {
                    if (input >= total && input < total + inputs.Count && seen.Count < MaxSeen) seen.TryAdd(input, Pool.One(inputs, input - total));
                }
            }
            count += inputs.Count;
        }
        var scores = values.Where((v, i) => v.PerInput && v.Elements == _scores.Columns && agreement[i] >= 0.9 * records[i].Seen).Select(v => v.Name).ToList();
        var (pooled, pooledLabels) = pool.Balanced();
        return new(records, pooled, pooledLabels, count, scores, seen);
    }

    /// <summary>Values that depend on the input's content, with the shapes that two runs of different size show.</summary>
    private List<ExposedValue> Values(CancellationToken cancellationToken)
    {
        var outputs = model.Graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        var names = model.Graph.Nodes.Where(IsTensorNode).SelectMany(n => n.Outputs)
            .Where(o => o.Length > 0 && !outputs.Contains(o) && flow.IsData(o)).Distinct().Take(MaxValues).ToList();
        using var session = context.Open(InstrumentedModel.Expose(model, names));
        var five = Shapes(session, names, 5, cancellationToken);
        var three = Shapes(session, names, 3, cancellationToken);
        var values = new List<ExposedValue>();
        for (var i = 0; i < names.Count; i++)
        {
            if (five[i] is not { } a || three[i] is not { } b || a.Shape.Length != b.Shape.Length || !IsSteerable(a.Type)) continue;
            var batches = (a.Batch, b.Batch);
            var perInput = a.Shape.Length > 0 && a.Shape[0] == batches.Item1 && b.Shape[0] == batches.Item2;
            // What grows with the batch in another dimension, or with the content, is not followed.
            if (!a.Shape.Skip(perInput ? 1 : 0).SequenceEqual(b.Shape.Skip(perInput ? 1 : 0))) continue;
            var value = new ExposedValue(names[i], a.Type, a.Shape, perInput);
            if (value.Elements is > 0 and <= MaxElements) values.Add(value);
        }
        var total = 0;
        return [.. values.OrderBy(v => v.Elements).ThenBy(v => v.Name, StringComparer.Ordinal).TakeWhile(v => (total += v.Elements) <= MaxTotal)];
    }

    private (long[] Shape, OrtElementType Type, int Batch)?[] Shapes(ProbeSession session, List<string> names, int batch, CancellationToken cancellationToken)
    {
        var runner = new ModelRunner(session, context.Interface, batch);
        var inputs = DormancyInputs.Ordinary(context.Interface, runner.Batch, context.Random("shapes"));
        var shapes = new (long[], OrtElementType, int)?[names.Count];
        runner.Run(inputs, names, (_, _, outputs) =>
        {
            for (var i = 0; i < outputs.Count; i++) shapes[i] = ([.. outputs[i].Shape], outputs[i].ElementType, runner.Batch);
        }, cancellationToken);
        return shapes;
    }

    private static bool IsTensorNode(EditableNode node) =>
        !node.Operator.Contains("Sequence", StringComparison.Ordinal) && !node.Operator.Contains("Optional", StringComparison.Ordinal)
        && !node.Operator.Contains("String", StringComparison.Ordinal) && node.Operator is not ("ZipMap" or "DictVectorizer" or "Constant");

    private static bool IsSteerable(OrtElementType type) => type is OrtElementType.Float or OrtElementType.Double or OrtElementType.Float16
        or OrtElementType.Int32 or OrtElementType.Int64 or OrtElementType.Bool;

    /// <summary>Batches that fit into some tens of megabytes with all that is watched.</summary>
    private static int BatchFor(List<ExposedValue> values) => (int)Math.Clamp((64L << 20) / (4 * Math.Max(1, values.Sum(v => (long)v.Elements))), 1, 64);

    private int[] Labels(OrtTensor scores, int rows, ProbeInputs inputs, int first)
    {
        var numbers = TensorNumbers.Read(scores);
        var stride = numbers.Length / Math.Max(1, (int)(scores.Shape.Count > 0 ? scores.Shape[0] : 1));
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            // Of a language model the last position's; texts here are filled up at the end, and any position tells answers apart.
            var at = (row * stride) + (_scores.PerPosition && context.Interface.Task == ModelTask.CausalLanguageModel ? stride - _scores.Columns : 0);
            labels[row] = new ScoreTable(numbers[at..(at + _scores.Columns)], _scores.Columns).Label(0);
        }
        return labels;
    }

    private static void Take(UnitRecord record, OrtTensor tensor, int rows, int first, bool odd, int[] labels, ref int agreement)
    {
        var value = record.Value;
        var perInput = value.PerInput;
        if (tensor.ElementCount < (long)value.Elements * (perInput ? rows : 1)) return;
        var numbers = TensorNumbers.Read(tensor, 0, (long)value.Elements * (perInput ? rows : 1));
        if (!perInput)
        {
            record.Add(numbers, first, odd);
            return;
        }
        for (var row = 0; row < rows; row++)
        {
            var own = numbers.AsSpan(row * value.Elements, value.Elements);
            record.Add(own, first + row, odd);
            if (labels[row] >= 0 && labels[row] < own.Length && IsLargest(own, labels[row])) agreement++;
        }
    }

    private static bool IsLargest(Span<float> numbers, int index)
    {
        // Strictly: what is the same everywhere, as a sleeping value is, gives no answer.
        for (var i = 0; i < numbers.Length; i++) if (i != index && numbers[i] >= numbers[index]) return false;
        return true;
    }
}
