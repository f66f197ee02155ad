using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>
/// Replaces If by the nodes of its branches: of the chosen one where the condition is known, or else of both, with Where choosing between the
/// results.
/// Branches of ONNX have no side effects, so running both changes the cost and nothing else.
/// </summary>
internal static class BranchFlattening
{
    private const int MaxRounds = 16;
    private const int MaxNodes = 200_000;

    public static void Apply(EditableModel model, NameSupply names, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds && model.Graph.Nodes.Exists(n => n.Is("If")); round++)
        {
            var facts = ShapeInference.Of(model, cancellationToken);
            List<EditableNode> nodes = [];
            foreach (var node in model.Graph.Nodes)
            {
                if (node.Is("If")) Flatten(model, node, facts, names, nodes);
                else nodes.Add(node);
                if (nodes.Count > MaxNodes) throw new GraphRefusal($"The model's branches unfold to more than {MaxNodes} nodes.");
            }
            model.Graph.Nodes.Clear();
            model.Graph.Nodes.AddRange(nodes);
        }
    }

    private static void Flatten(EditableModel model, EditableNode node, ShapeInference facts, NameSupply names, List<EditableNode> nodes)
    {
        if (Branch(node, "then_branch") is not { } then || Branch(node, "else_branch") is not { } otherwise
            || then.Outputs.Count < node.Outputs.Count || otherwise.Outputs.Count < node.Outputs.Count)
            throw new GraphRefusal($"{node} has no two branches with its outputs.");
        var inlining = new BodyInlining(names);
        if (facts[node.Input(0)].Integers is [var chosen])
        {
            Place(model, chosen != 0 ? then : otherwise, node.Outputs, inlining, nodes, names);
            return;
        }
        var first = node.Outputs.Select(names.Fresh).ToList();
        var second = node.Outputs.Select(names.Fresh).ToList();
        Place(model, then, first, inlining, nodes, names);
        Place(model, otherwise, second, inlining, nodes, names);
        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length == 0) continue;
            nodes.Add(new()
            {
                Name = names.Fresh(node.Name),
                Operator = "Where",
                Inputs = [node.Inputs[0], first[i], second[i]],
                Outputs = [node.Outputs[i]]
            });
        }
    }

    private static EditableGraph? Branch(EditableNode node, string name) => node.Attributes.TryGetValue(name, out var a) && a.Graphs is [var graph]
        ? graph : null;

    private static void Place(EditableModel model, EditableGraph branch, List<string> outputs, BodyInlining inlining, List<EditableNode> nodes,
        NameSupply names)
    {
        var bound = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, tensor) in branch.Initializers)
        {
            model.Graph.Initializers[bound[name] = names.Fresh(name)] = tensor;
        }
        nodes.AddRange(inlining.Copy(branch.Nodes, bound));
        for (var i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].Length == 0) continue;
            var from = branch.Outputs[i].Name;
            nodes.Add(new()
            {
                Name = names.Fresh("branch"),
                Operator = "Identity",
                Inputs = [bound.GetValueOrDefault(from, from)],
                Outputs = [outputs[i]]
            });
        }
    }
}
