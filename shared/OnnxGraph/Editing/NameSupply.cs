using System.Globalization;
using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>Gives names that no value of a model has, also not in its branches and bodies.</summary>
public sealed class NameSupply
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _next;

    public NameSupply(EditableModel model) => Take(model.Graph);

    /// <summary>A name that begins with the hint where that is short enough to read.</summary>
    public string Fresh(string hint)
    {
        if (hint.Length > 80) hint = hint[..80];
        string name;
        do
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{hint}__{_next++}");
        }
        while (!_taken.Add(name));
        return name;
    }

    /// <summary>The name itself where it is free, or one like it.</summary>
    public string Prefer(string name) => _taken.Add(name) ? name : Fresh(name);

    /// <summary>Refuses the model where a name that somebody else has to know was taken, so that another was given.</summary>
    /// <returns>The name.</returns>
    public static string Insist(string given, string wanted) =>
        given == wanted ? given : throw new GraphRefusal($"The model has a value of the name '{wanted}', which is needed.");

    private void Take(EditableGraph graph)
    {
        foreach (var name in graph.Initializers.Keys) _taken.Add(name);
        foreach (var value in graph.Inputs.Concat(graph.Outputs)) _taken.Add(value.Name);
        foreach (var node in graph.Nodes)
        {
            _taken.Add(node.Name);
            foreach (var name in node.Inputs.Concat(node.Outputs)) _taken.Add(name);
            foreach (var body in node.Attributes.Values.SelectMany(a => a.Graphs)) Take(body);
        }
    }
}
