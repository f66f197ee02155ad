using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>
/// Two classifiers in one graph over one input, whose output is how much more likely each class is to the first than to the second, in logarithms. What the
/// second finds less likely than one in twenty gains nothing more: a pattern is to switch the first, not only to repel the second.
/// </summary>
internal static class GainModel
{
    public const string Output = "assay_gain";

    private const string Second = "assay_second/";
    private const float LeastLogarithm = -3;
    private const float LeastProbability = 1e-6f;

    /// <summary>Joins two prepared models; null with the reason where they do not take the same input.</summary>
    /// <param name="first">Its names stay.</param>
    /// <param name="scores">The first's output with scores, and whether they are probabilities.</param>
    /// <param name="second">Its names get a prefix.</param>
    /// <param name="secondScores">Likewise of the second.</param>
    public static (PreparedModel? Model, string Reason) Join(
        PreparedModel first, (string Name, bool AreProbabilities) scores, PreparedModel second, (string Name, bool AreProbabilities) secondScores)
    {
        var model = first.Model.Copy();
        var other = second.Model.Graph;
        if (model.Graph.Inputs.Count != 1 || other.Inputs.Count != 1 || model.Graph.Inputs[0].Type != ElementType.Float || other.Inputs[0].Type != ElementType.Float)
            return (null, "the two do not take one input of pixels each");
        if (model.Functions.Count > 0 || other.Nodes.Exists(n => n.Attributes.Values.Any(a => a.Graphs.Count > 0))) return (null, "the graphs have branches that could not be unfolded");
        var input = model.Graph.Inputs[0].Name;
        string Renamed(string name) => name.Length == 0 ? name : name == other.Inputs[0].Name ? input : Second + name;
        foreach (var (name, tensor) in other.Initializers) model.Graph.Initializers[Second + name] = tensor;
        foreach (var node in other.Nodes) model.Graph.Nodes.Add(Copied(node, Renamed));
        var facts = ShapeInference.Of(model);
        var emit = new NodeEmitter(model, new NameSupply(model), facts, model.Graph.Nodes) { Prefix = "gain" };
        var own = Logarithms(emit, model.Graph, scores.Name, scores.AreProbabilities);
        var others = Logarithms(emit, model.Graph, Renamed(secondScores.Name), secondScores.AreProbabilities);
        emit.Place("Sub", [own, emit.Add("Max", others, emit.Scalar(LeastLogarithm))], [Output], []);
        model.Graph.Outputs.Clear();
        model.Graph.Outputs.Add(new() { Name = Output, Type = ElementType.Float });
        return (new(model, ShapeInference.Of(model), [.. first.Changes, .. second.Changes]), "");
    }

    private static EditableNode Copied(EditableNode node, Func<string, string> renamed) => new()
    {
        Name = Second + node.Name,
        Operator = node.Operator,
        Domain = node.Domain,
        Inputs = [.. node.Inputs.Select(renamed)],
        Outputs = [.. node.Outputs.Select(renamed)],
        Attributes = new(node.Attributes, StringComparer.Ordinal),
        Extra = node.Extra,
    };

    /// <summary>A softmax at the end is taken off: its gradient vanishes where the model is sure.</summary>
    private static string Logarithms(NodeEmitter emit, EditableGraph graph, string scores, bool areProbabilities)
    {
        if (!areProbabilities) return emit.Add("LogSoftmax", [scores], ("axis", EditableAttribute.Of(-1L)));
        if (graph.Producer(scores) is { Operator: "Softmax" } softmax) return emit.Add("LogSoftmax", [softmax.Inputs[0]], ("axis", EditableAttribute.Of(-1L)));
        return emit.Add("Log", emit.Add("Max", scores, emit.Scalar(LeastProbability)));
    }
}
