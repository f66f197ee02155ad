using System.Globalization;
using Assay.Analysis.Probes.Feeding;
using Assay.Contracts.Findings;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Says what makes an element change, as far as it can be read: the small constants on its way from the input, and the tokens of inputs that did.</summary>
internal static class Witness
{
    private const int MaxSteps = 32;
    private const int MaxConstants = 6;
    private const int MaxNumbers = 16;

    /// <summary>The constants that the input meets before the element.</summary>
    public static IEnumerable<Evidence> Constants(EditableModel model, Dataflow flow, string value)
    {
        var open = new Queue<string>([value]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { value };
        var found = 0;
        for (var step = 0; step < MaxSteps && found < MaxConstants && open.TryDequeue(out var name);)
        {
            if (flow.Producer(name) is not { } node) continue;
            step++;
            foreach (var input in node.Inputs.Where(i => i.Length > 0 && seen.Add(i)))
            {
                if (Constant(model, flow, input) is not { } constant) open.Enqueue(input);
                else if (Text(constant) is { } text && found++ < MaxConstants) yield return Evidence.Quoted($"{node.Operator} with", text);
            }
        }
    }

    /// <summary>Tokens that every text with the change has and few others.</summary>
    public static Evidence? Tokens(Observation observation, Candidate candidate, TokenInput tokens)
    {
        var record = observation.Records.First(r => r.Value == candidate.Value);
        var texts = record.Excursions.Where(e => e.Element == candidate.Element).Select(e => observation.Seen.GetValueOrDefault(e.Input)).OfType<TokenInputs>().ToList();
        if (texts.Count == 0) return null;
        var common = texts.Select(t => t.Ids.ToHashSet()).Aggregate((a, b) => [.. a.Intersect(b)]);
        common.ExceptWith(tokens.Special);
        if (common.Count is 0 or > 4) return null;
        var text = string.Join(", ", common.Order().Select(id => string.Create(CultureInfo.InvariantCulture, $"{id} \"{tokens.TextOf(id)}\"")));
        return Evidence.Quoted("trigger tokens", string.Create(CultureInfo.InvariantCulture, $"{text} (in all of {texts.Count} texts that changed it)"));
    }

    private static TensorConstant? Constant(EditableModel model, Dataflow flow, string name) => model.Graph.Initializers.TryGetValue(name, out var tensor)
        ? tensor
        : flow.Producer(name) is { Operator: "Constant" } node ? node.Tensor("value") : null;

    private static string? Text(TensorConstant tensor)
    {
        if (!tensor.HasData || tensor.Data.Length > MaxNumbers * 8 || tensor.ToReals() is not { Length: > 0 and <= MaxNumbers } numbers) return null;
        // Axes, zeros and ones are everywhere.
        return Array.TrueForAll(numbers, v => Math.Abs(v) <= 2 && v.Equals(Math.Round(v))) ? null
            : "[" + string.Join(", ", numbers.Select(v => v.ToString("G6", CultureInfo.InvariantCulture))) + "]";
    }
}
