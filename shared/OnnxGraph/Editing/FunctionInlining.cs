using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Editing;

/// <summary>Replaces operators that the model defines by their nodes.</summary>
internal static class FunctionInlining
{
    /// <summary>Functions that call functions multiply; exporters write a few thousand nodes.</summary>
    private const int MaxNodes = 200_000;
    private const int MaxRounds = 16;

    public static void Apply(EditableModel model, NameSupply names)
    {
        if (model.Functions.Count == 0) return;
        var functions = new Dictionary<string, EditableFunction>(StringComparer.Ordinal);
        foreach (var f in model.Functions)
        {
            if (!functions.TryAdd(Key(f.Domain, f.Name), f)) throw new GraphRefusal($"The model defines the operator '{f.Domain}.{f.Name}' twice.");
            if (f.OperatorSets.TryGetValue("", out var set) && set != model.OperatorSet)
                throw new GraphRefusal($"The function '{f.Name}' uses operator set {set} and the model {model.OperatorSet}; export the model anew with one.");
        }
        var inlining = new BodyInlining(names);
        for (var round = 0; model.Graph.Nodes.Exists(n => functions.ContainsKey(Key(n.Domain, n.Operator))); round++)
        {
            if (round >= MaxRounds) throw new GraphRefusal($"The model's functions call each other deeper than {MaxRounds} levels.");
            List<EditableNode> nodes = [];
            foreach (var node in model.Graph.Nodes)
            {
                if (functions.TryGetValue(Key(node.Domain, node.Operator), out var function)) nodes.AddRange(Body(node, function, inlining));
                else nodes.Add(node);
                if (nodes.Count > MaxNodes) throw new GraphRefusal($"The model's functions unfold to more than {MaxNodes} nodes.");
            }
            model.Graph.Nodes.Clear();
            model.Graph.Nodes.AddRange(nodes);
        }
        model.Functions.Clear();
    }

    private static string Key(string domain, string name) => $"{domain}\n{name}";

    private static List<EditableNode> Body(EditableNode call, EditableFunction function, BodyInlining inlining)
    {
        var bound = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < function.Inputs.Count; i++) bound[function.Inputs[i]] = call.Input(i);
        for (var i = 0; i < function.Outputs.Count; i++)
        {
            if (call.Output(i).Length == 0) continue;
            if (!bound.TryAdd(function.Outputs[i], call.Output(i)))
                throw new GraphRefusal($"The function '{function.Name}' gives an input back as an output.");
        }
        return inlining.Copy(function.Nodes, bound, node =>
        {
            foreach (var (name, attribute) in node.Attributes.Where(a => a.Value.Reference.Length > 0).ToList())
            {
                if (call.Attributes.TryGetValue(attribute.Reference, out var given) || function.Defaults.TryGetValue(attribute.Reference, out given))
                    node.Attributes[name] = given;
                else node.Attributes.Remove(name);
            }
            return node;
        });
    }
}
