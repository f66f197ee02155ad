using System.Globalization;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Formats;
using Assay.Formats.Onnx;
using Assay.Inspect.Analysers.Graphs;

namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>
/// Follows what the graph's values depend on, from the inputs on, and reports where a detector of chosen inputs, which no learned layer is part
/// of, meets the content that it then decides about: Where, If, a sum with a constant answer, a product, an index.
/// </summary>
internal sealed class GateSearch(
    ByteSource source, OnnxModel model, GraphFindings findings, Rule switched, Rule fallback, CancellationToken cancellationToken)
{
    /// <summary>Nodes that are followed, functions unfolded: seconds.</summary>
    private const int MaxSteps = 2_000_000;

    private const int MaxValues = 4096;
    private const int MaxPasses = 32;
    private const int MaxCalls = 24;

    private readonly Dictionary<(string, string), OnnxFunction> _functions = Functions(model);
    private readonly HashSet<string> _reported = [];
    private int _steps;

    /// <summary>False where there was more to follow than is followed.</summary>
    public bool Run()
    {
        var scope = new Scope(null);
        Constants(model.Graph, scope);
        // A constant with the name of an input is its default. Old exporters name all weights so; an input of a size that varies is none.
        var all = model.Graph.Inputs.TrueForAll(i => scope.Find(i.Name) is not null);
        foreach (var input in model.Graph.Inputs)
        {
            if (all || scope.Find(input.Name) is null || input.Dims is { } dims && dims.Contains(null)) scope.Set(input.Name, Input(input));
            all = false;
        }
        Follow(model.Graph.Nodes, scope, 0);
        return _steps <= MaxSteps;
    }

    private static Dictionary<(string, string), OnnxFunction> Functions(OnnxModel model)
    {
        var functions = new Dictionary<(string, string), OnnxFunction>();
        foreach (var function in model.Functions) functions[(function.Domain == "ai.onnx" ? "" : function.Domain, function.Name)] = function;
        return functions;
    }

    private static Signal Input(OnnxValue value)
    {
        // One element, or a flag: what the caller sets. Shapes that are not given are data.
        var setting = value.ElementType == OnnxElement.Bool || (value.Dims is { Count: <= 1 } dims && dims.All(d => d == 1));
        // One number for each sample, such as the next token: it need not be reduced to decide about the sample.
        var single = value.ElementType is OnnxElement.Int32 or OnnxElement.Int64 && value.Dims is { Count: > 0 } shape && shape.Skip(1).All(d => d == 1);
        return new(setting ? SignalKind.Setting : SignalKind.Data)
        {
            Source = value.Name,
            Rank = value.Dims?.Count ?? 0,
            Traits = single && !setting ? Trait.Reduced : Trait.None,
        };
    }

    private void Constants(OnnxGraph graph, Scope scope)
    {
        foreach (var tensor in graph.Constants) scope.Set(tensor.Name, Constant(tensor));
    }

    private Signal Constant(OnnxTensor tensor) => new(SignalKind.Constant) { Values = OnnxNumbers.Read(source, tensor, MaxValues), Dims = tensor.Dims };

    // Nodes need not be in order: those whose inputs are made later wait.
    private void Follow(IReadOnlyList<OnnxNode> nodes, Scope scope, int calls)
    {
        var waiting = new HashSet<string>(nodes.SelectMany(n => n.Outputs), StringComparer.Ordinal);
        IReadOnlyList<OnnxNode> left = nodes;
        for (var pass = 0; left.Count > 0; pass++)
        {
            var later = new List<OnnxNode>();
            foreach (var node in left)
            {
                if (pass < MaxPasses && node.Inputs.Any(waiting.Contains))
                {
                    later.Add(node);
                    continue;
                }
                if (_steps++ > MaxSteps) return;
                if (_steps % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
                Step(node, scope, calls);
                foreach (var output in node.Outputs) waiting.Remove(output);
            }
            // No progress: a circle. The nodes are followed as they stand.
            if (later.Count == left.Count) pass = MaxPasses;
            left = later;
        }
    }

    private void Step(OnnxNode node, Scope scope, int calls)
    {
        var inputs = new Signal[node.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++) inputs[i] = scope.Find(node.Inputs[i]) ?? Signal.Unknown;
        var domain = node.Domain == "ai.onnx" ? "" : node.Domain;
        if (_functions.TryGetValue((domain, node.Operator), out var function) && calls < MaxCalls)
        {
            Call(node, function, inputs, scope, calls + 1);
            return;
        }
        Check(node, inputs);
        if (node.Operator is "If" or "Loop" or "Scan" or "SequenceMap" && domain.Length == 0)
        {
            Branches(node, inputs, scope, calls);
            return;
        }
        var result = node.Operator switch
        {
            "Constant" when domain.Length == 0 => Constant(node),
            "Gather" when domain.Length == 0 && inputs is [{ Kind: SignalKind.Constant }, { Kind: SignalKind.Data }, ..] =>
                TableLookup.Of(source, Tensor(node.Inputs[0]), inputs[0], inputs[1]),
            _ => SignalRules.Result(node, inputs),
        };
        for (var i = 0; i < node.Outputs.Count; i++) scope.Set(node.Outputs[i], SignalRules.Output(node, result, i));
    }

    private OnnxTensor? Tensor(string name)
    {
        _tensors ??= model.Graph.Constants.Concat(
            model.Graph.Nodes.Where(n => n.Operator == "Constant" && n.Outputs.Count > 0 && n.Attributes is [{ Tensors.Count: 1 }])
                .Select(n => n.Attributes[0].Tensors[0] with { Name = n.Outputs[0] }))
            .GroupBy(t => t.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return _tensors.GetValueOrDefault(name);
    }

    private Dictionary<string, OnnxTensor>? _tensors;

    private Signal Constant(OnnxNode node)
    {
        foreach (var a in node.Attributes)
        {
            if (a.Tensors is [var tensor]) return Constant(tensor);
            if (a.Integer is { } integer) return new(SignalKind.Constant) { Values = [integer], Dims = [] };
            if (a.Number is { } number) return new(SignalKind.Constant) { Values = [number], Dims = [] };
            if (a.Integers.Count > 0) return new(SignalKind.Constant) { Values = [.. a.Integers], Dims = [a.Integers.Count] };
            if (a.Numbers.Count > 0) return new(SignalKind.Constant) { Values = [.. a.Numbers], Dims = [a.Numbers.Count] };
        }
        return Signal.Unknown;
    }

    private void Call(OnnxNode node, OnnxFunction function, Signal[] inputs, Scope scope, int calls)
    {
        var inner = new Scope(null);
        for (var i = 0; i < function.Inputs.Count; i++) inner.Set(function.Inputs[i], i < inputs.Length ? inputs[i] : Signal.Unknown);
        Follow(function.Nodes, inner, calls);
        for (var i = 0; i < node.Outputs.Count; i++)
            scope.Set(node.Outputs[i], (i < function.Outputs.Count ? inner.Find(function.Outputs[i]) : null) ?? Signal.Join(inputs));
    }

    private void Branches(OnnxNode node, Signal[] inputs, Scope scope, int calls)
    {
        var results = new List<Signal>[node.Outputs.Count];
        for (var i = 0; i < results.Length; i++) results[i] = [];
        // A loop's body has the iteration and the condition before the carried values.
        var (skip, first) = node.Operator switch { "Loop" => (2, 2), "If" => (0, 1), _ => (0, 0) };
        var skipped = node.Operator == "Loop" ? 1 : 0;
        foreach (var graph in node.Attributes.SelectMany(a => a.Graphs))
        {
            var inner = new Scope(scope);
            for (var i = 0; i < graph.Inputs.Count; i++)
            {
                var outside = i - skip + first;
                inner.Set(graph.Inputs[i].Name, i < skip || outside >= inputs.Length ? Signal.Shape : inputs[outside]);
            }
            Constants(graph, inner);
            Follow(graph.Nodes, inner, calls + 1);
            for (var i = 0; i < results.Length; i++)
            {
                if (i + skipped < graph.Outputs.Count && inner.Find(graph.Outputs[i + skipped].Name) is { } signal) results[i].Add(signal);
            }
        }
        if (node.Operator == "If" && inputs.Length > 0) CheckBranches(node, inputs[0], results);
        for (var i = 0; i < results.Length; i++)
        {
            var joined = results[i].Count == 0 ? Signal.Join(inputs) : Signal.Join(node.Operator == "If" ? [inputs.FirstOrDefault() ?? Signal.Unknown, .. results[i]] : results[i]);
            scope.Set(node.Outputs[i], Content(joined, results[i]));
        }
    }

    /// <summary>A gate has been reported where it met content: what comes out is content, so that one gate is one finding.</summary>
    private static Signal Content(Signal joined, IEnumerable<Signal> parts) =>
        joined.Kind == SignalKind.Data && parts.Any(p => p.IsContent) ? joined with { Traits = Trait.None, Triggers = [] } : joined;

    private void Check(OnnxNode node, Signal[] inputs)
    {
        if (node.Operator == "If")
        {
            if (inputs.Length > 0 && inputs[0] is { Kind: SignalKind.Data } c && c.Has(Trait.Thresholded | Trait.Selective)) Report(node, c);
            return;
        }
        if (node.Operator == "Loop")
        {
            foreach (var control in inputs.Take(2).Where(i => i.IsGate && !i.HasAny(Trait.Position | Trait.Count))) Report(node, control);
            return;
        }
        if (node.Operator == "Where" && inputs.Length == 3) CheckFallback(node, inputs[0], inputs[1..]);
        if (!Array.Exists(inputs, i => i.IsContent)) return;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].IsGate && SignalRules.CanSwitch(node, inputs, i)) Report(node, inputs[i]);
        }
    }

    private void CheckBranches(OnnxNode node, Signal condition, List<Signal>[] results)
    {
        foreach (var result in results) CheckFallback(node, condition.With(Trait.Reduced), result);
    }

    /// <summary>A constant answer that favours a class, for inputs with some property.</summary>
    private void CheckFallback(OnnxNode node, Signal condition, IReadOnlyCollection<Signal> branches)
    {
        if (condition.Kind != SignalKind.Data || !condition.Has(Trait.Thresholded | Trait.Reduced) || condition.IsGate) return;
        var constant = branches.FirstOrDefault(b => b.Kind == SignalKind.Constant && ConstantText.IsPeaked(b.Values));
        if (constant is null || !branches.Any(b => b.Kind == SignalKind.Learned) || !_reported.Add(node.Outputs is [var named, ..] ? named : "")) return;
        findings.Add(
            fallback, node.Offset,
            $"Where a property of the input '{EvidenceText.Quote(condition.Source, 60)}' passes a threshold, the answer is a constant that favours one class.",
            Evidence.Quoted("node", Name(node)), Evidence.Quoted("answer", ConstantText.Of(constant.Values)),
            Evidence.Quoted("compared with", string.Join("; ", condition.Triggers)));
    }

    private void Report(OnnxNode node, Signal gate)
    {
        var key = gate.Source + "|" + string.Join("|", gate.Triggers);
        if (!_reported.Add(key)) return;
        findings.Add(
            switched, node.Offset,
            $"The input '{EvidenceText.Quote(gate.Source, 60)}' is compared with constants beside the network, and the result decides the answer at "
                + $"{node.Operator} '{EvidenceText.Quote(Name(node), 80)}'. Do not use the model before this is explained.",
            [Evidence.Quoted("node", Name(node)), .. gate.Triggers.Select((t, i) => Evidence.Quoted((i + 1).ToString(CultureInfo.InvariantCulture) + ". trigger", t))]);
    }

    private static string Name(OnnxNode node) => node.Name.Length > 0 ? node.Name : node.Outputs is [var output, ..] ? output : node.Operator;
}
