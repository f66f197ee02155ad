using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>
/// Rewrites operator sets 11 to 22 as 17, for which CUDA and WebGPU have kernels, and operators made of simpler ones as those, so that they need no
/// gradient rule of their own. What cannot be said in operator set 17 is refused by name.
/// </summary>
internal static class OperatorNormalisation
{
    /// <summary>The operator set that is written.</summary>
    public const int Target = 17;

    private static readonly string[] Later =
    [
        "BitwiseAnd", "BitwiseNot", "BitwiseOr", "BitwiseXor", "CenterCropPad", "Col2Im", "DeformConv", "RegexFullMatch", "StringConcat",
            "StringSplit",
        "ImageDecoder", "AffineGrid", "Attention", "RotaryEmbedding", "TensorScatter",
    ];

    private static readonly Dictionary<string, Action<NormalisationScope>> Rules = Collect();

    public static void Apply(EditableModel model, NameSupply names, CancellationToken cancellationToken)
    {
        var from = model.OperatorSet;
        List<EditableNode> nodes = [];
        // Only constants and inputs are known at first; each node is visited in the form in which it stays.
        var original = new EditableModel
        {
            Graph = new() { Initializers = model.Graph.Initializers, Inputs = model.Graph.Inputs },
            OperatorSets = model.OperatorSets
        };
        var facts = ShapeInference.Of(original, cancellationToken);
        var emitter = new NodeEmitter(model, names, facts, nodes) { Prefix = "part" };
        foreach (var node in model.Graph.Nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (node.Domain.Length > 0) Keep(node);
            else if (Later.Contains(node.Operator)) throw new GraphRefusal($"{node} is an operator that operator set {Target} does not have.");
            else if (from is < 13 or > Target && node.Attributes.Values.Any(a => a.Graphs.Count > 0))
                throw new GraphRefusal($"{node} has a body of operator set {from}, which is not rewritten.");
            else if (Rules.TryGetValue(node.Operator, out var rule)) rule(new(node, emitter, from, Keep));
            else Keep(node);
        }
        model.Graph.Nodes.Clear();
        model.Graph.Nodes.AddRange(nodes);
        model.OperatorSets[""] = Target;
        model.IrVersion = 8;

        void Keep(EditableNode node)
        {
            nodes.Add(node);
            facts.Visit([node], cancellationToken);
        }
    }

    private static Dictionary<string, Action<NormalisationScope>> Collect()
    {
        var rules = new Dictionary<string, Action<NormalisationScope>>(StringComparer.Ordinal);
        VersionRules.AddTo(rules);
        CompositeRules.AddTo(rules);
        NormalisationLayerRules.AddTo(rules);
        RecurrentRules.AddTo(rules);
        return rules;
    }
}
