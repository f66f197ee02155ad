using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Gradients;

/// <summary>
/// Adds a loss to a model and the loss's gradient with respect to values of the model, as ordinary nodes of operator set 17: reverse accumulation,
/// node by
/// node, by the rules of <see cref="GradientRules"/>. The parameters of the model are never differentiated.
/// </summary>
public sealed class GradientBuilder
{
    private readonly PreparedModel _prepared;
    private readonly EditableModel _model;
    private readonly ShapeInference _facts;
    private readonly NodeEmitter _emit;
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _parts = new(StringComparer.Ordinal);
    private readonly List<UnsupportedNode> _unsupported = [];
    private readonly List<string> _ends = [];

    private GradientBuilder(PreparedModel prepared)
    {
        _prepared = prepared;
        _model = prepared.Model.Copy();
        _facts = ShapeInference.Of(_model);
        _emit = new(_model, new NameSupply(_model), _facts, _model.Graph.Nodes) { Prefix = "loss" };
    }

    /// <summary>Builds the graph.</summary>
    /// <param name="prepared">Stays as it is.</param>
    /// <param name="loss">What is differentiated: the sum of its rows.</param>
    /// <param name="withRespectTo">Names of float inputs, or of internal values.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static GradientOutcome Build(PreparedModel prepared, ILoss loss, IReadOnlyList<string> withRespectTo, GradientOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        GradientBuilder? builder = null;
        var outcome = Outcome<GradientGraph>.Of(() => (builder = new(prepared)).Run(loss, withRespectTo, options ?? new(), cancellationToken));
        return new(outcome.Value, outcome.Reason, builder?._unsupported ?? []);
    }

    private GradientGraph Run(ILoss loss, IReadOnlyList<string> withRespectTo, GradientOptions options, CancellationToken cancellationToken)
    {
        foreach (var name in withRespectTo)
        {
            if (!_facts.Facts.TryGetValue(name, out var fact)) throw new GraphRefusal($"The model has no value '{name}' to differentiate with respect to.");
            if (fact.Type != ElementType.Float) throw new GraphRefusal($"'{name}' is {fact} and not a float; cut the model behind its embedding instead.");
            _needed.Add(name);
        }
        var context = new LossContext(_model, _emit);
        var rows = loss.Build(context);
        var nodes = _model.Graph.Nodes.ToList();
        foreach (var node in nodes) Mark(node);
        if (!_needed.Contains(rows)) throw new GraphRefusal($"The loss does not depend on {string.Join(", ", withRespectTo)} through operators that have a gradient.");
        NameMissingRules(nodes, rows);
        if (_unsupported.Count > 0 && !options.StopAtUnsupported) throw Refusal();
        _emit.Prefix = "gradient";
        Give(rows, _emit.Add("Expand", _emit.Scalar(1), _emit.ShapeOf(rows)));
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Reverse(nodes[i]);
        }
        if (_unsupported.Count > 0 && !options.StopAtUnsupported) throw Refusal();
        if (!options.KeepOutputs) _model.Graph.Outputs.Clear();
        var lossName = Output(rows, "assay_loss", context.Rows);
        var gradients = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in withRespectTo)
        {
            var cotangent = Sum(name) ?? throw new GraphRefusal($"The loss does not depend on '{name}' through operators that have a gradient.");
            gradients[name] = Output(cotangent, $"assay_gradient_{name}", _facts[name].Shape);
        }
        GraphOrder.RemoveUnused(_model.Graph);
        GraphOrder.Sort(_model.Graph);
        return new(_model, lossName, gradients, context.Inputs, _unsupported, _ends, _prepared.Changes);
    }

    /// <summary>Notes which values depend on what is differentiated with respect to.</summary>
    private void Mark(EditableNode node)
    {
        if (!GraphOrder.Needs(node).Any(_needed.Contains)) return;
        if (node.Domain.Length == 0 && GradientRules.IsFlat(node.Operator))
        {
            _ends.Add(node.ToString());
            return;
        }
        foreach (var output in node.Outputs.Where(o => o.Length > 0))
        {
            // Whole numbers end a gradient. A type that is not known may be a float.
            if (_facts[output].Type is ElementType.Undefined or ElementType.Float or ElementType.Double) _needed.Add(output);
        }
    }

    /// <summary>Every operator without a rule on the way, before anything is built: a rule behind one of them may fail for what the other left
    /// unknown.</summary>
    private void NameMissingRules(List<EditableNode> nodes, string rows)
    {
        var leading = new HashSet<string>(StringComparer.Ordinal) { rows };
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            if (!node.Outputs.Exists(o => leading.Contains(o) && _needed.Contains(o))) continue;
            leading.UnionWith(GraphOrder.Needs(node));
            if (node.Domain.Length > 0 || GradientRules.All.Of(node.Operator) is null)
                _unsupported.Add(new(node.Operator, node.ToString(), "there is no rule for the operator"));
        }
    }

    private GraphRefusal Refusal() => new($"No gradient goes through {string.Join("; ", _unsupported.Take(5).Select(u => $"{u.Node}: {u.Reason}"))}.");

    private void Reverse(EditableNode node)
    {
        if (!node.Outputs.Exists(o => _needed.Contains(o) && _parts.ContainsKey(o)) || !GraphOrder.Needs(node).Any(_needed.Contains)) return;
        // Named before.
        if (node.Domain.Length > 0 || GradientRules.All.Of(node.Operator) is not { } rule) return;
        var context = new GradientContext(node, _emit, _needed.Contains, Sum, Give);
        if (rule.Backward(context) is { } reason) _unsupported.Add(new(node.Operator, node.ToString(), reason));
    }

    private void Give(string value, string cotangent)
    {
        if (_needed.Contains(value) || !_parts.ContainsKey(value)) (_parts.TryGetValue(value, out var list) ? list
            : _parts[value] = []).Add(cotangent);
    }

    /// <summary>The whole cotangent of a value: every node that uses the value has been visited by now.</summary>
    private string? Sum(string value)
    {
        if (!_parts.TryGetValue(value, out var parts)) return null;
        while (parts.Count > 1)
        {
            parts[0] = _emit.Add("Add", parts[0], parts[^1]);
            parts.RemoveAt(parts.Count - 1);
        }
        return parts[0];
    }

    private string Output(string value, string name, IReadOnlyList<Dimension>? shape)
    {
        var free = _emit.Names.Prefer(name);
        _emit.Place("Identity", [value], [free], []);
        _model.Graph.Outputs.Add(new() { Name = free, Type = ElementType.Float, Shape = shape });
        return free;
    }
}
