using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>
/// Finds types, shapes and values that do not depend on numbers of the inputs. Nodes have to be in an order in which they can run. What is not known
/// stays unknown; a wrong guess of the exporter is never taken over.
/// </summary>
public sealed class ShapeInference
{
    private static readonly Dictionary<string, Action<NodeScope>> Rules = Collect();
    private readonly Dictionary<string, ValueFact> _facts = new(StringComparer.Ordinal);
    private readonly ConstantEvaluator _evaluator = new();
    private readonly long _operatorSet;

    private ShapeInference(long operatorSet) => _operatorSet = operatorSet;

    /// <summary>What is known, by the name of the value.</summary>
    public IReadOnlyDictionary<string, ValueFact> Facts => _facts;

    public ValueFact this[string name] => _facts.GetValueOrDefault(name, ValueFact.Nothing);

    public static ShapeInference Of(EditableModel model, CancellationToken cancellationToken = default)
    {
        var inference = new ShapeInference(model.OperatorSet);
        foreach (var input in model.Graph.Inputs) inference._facts[input.Name] = new() { Type = input.Type, Shape = input.Shape };
        foreach (var (name, constant) in model.Graph.Initializers)
        {
            // A constant that is an input too may be replaced by the caller.
            if (model.Graph.Inputs.Exists(i => i.Name == name)) continue;
            inference._facts[name] = constant.HasData ? ValueFact.Of(constant)
                : new() { Type = constant.Type, Shape = [.. constant.Dims.Select(Dimension.Of)] };
        }
        inference.Visit(model.Graph.Nodes, cancellationToken);
        return inference;
    }

    /// <summary>Finds the shapes of nodes that were added behind those that are known.</summary>
    public void Visit(IEnumerable<EditableNode> nodes, CancellationToken cancellationToken = default)
    {
        foreach (var node in nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Visit(node);
        }
    }

    /// <summary>Adds a value: an input or a constant.</summary>
    public void Set(string name, ValueFact fact) => _facts[name] = fact;

    private void Visit(EditableNode node)
    {
        foreach (var output in node.Outputs.Where(o => o.Length > 0)) _facts[output] = ValueFact.Nothing;
        if (node.Domain.Length > 0) return;
        var scope = new NodeScope(node, _facts, _operatorSet);
        if (Rules.TryGetValue(node.Operator, out var rule)) rule(scope);
        if (_evaluator.Evaluate(node, scope) is { } constant) scope.SetConstant(0, constant);
        else ShapeArithmetic.Apply(scope, _facts);
    }

    private static Dictionary<string, Action<NodeScope>> Collect()
    {
        var rules = new Dictionary<string, Action<NodeScope>>(StringComparer.Ordinal);
        ElementwiseShapes.AddTo(rules);
        MovementShapes.AddTo(rules);
        WindowShapes.AddTo(rules);
        ReductionShapes.AddTo(rules);
        return rules;
    }
}
