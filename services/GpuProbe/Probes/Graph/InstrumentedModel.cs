using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Copies of a model that show their intermediate values, or let them be changed from outside.</summary>
internal static class InstrumentedModel
{
    public const string DeltaPrefix = "assay_delta_";

    /// <summary>The model with further outputs; the runtime finds out their types.</summary>
    public static byte[] Expose(EditableModel model, IEnumerable<string> values)
    {
        var copy = model.Copy();
        var known = copy.Graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        copy.Graph.Outputs.AddRange(values.Where(known.Add).Select(name => new ValueInfo { Name = name }));
        return copy.Write();
    }

    /// <summary>
    /// The model with an input for each value that is added to it (numbers) or turns it around (truth values), so that one session serves all of them:
    /// zero and false leave everything as it is.
    /// </summary>
    public static byte[] Steer(EditableModel model, IReadOnlyList<SteeredValue> values)
    {
        var copy = model.Copy();
        foreach (var value in values)
        {
            var index = copy.Graph.Nodes.FindIndex(n => n.Outputs.Contains(value.Name));
            var producer = copy.Graph.Nodes[index];
            var own = $"{value.Name}__assay";
            producer.Outputs[producer.Outputs.IndexOf(value.Name)] = own;
            copy.Graph.Nodes.Insert(index + 1, new()
            {
                Name = $"{own}_steer",
                Operator = value.Type == ElementType.Bool ? "Xor" : "Add",
                Inputs = [own, value.Delta],
                Outputs = [value.Name],
            });
            copy.Graph.Inputs.Add(new() { Name = value.Delta, Type = value.Type });
        }
        return copy.Write();
    }
}
