using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Assay.Contracts.Reports;
using Assay.Formats;
using Assay.Formats.TensorFlow;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>Follows an input of a node to the constants, placeholders and assets that it comes from, through functions and text operators.</summary>
internal sealed class PathTrace
{
    private const int MaxDepth = 64;
    private const int MaxSteps = 20_000;
    private const int MaxText = 4096;
    private const int MaxProgram = 4 << 20;
    private const int MaxCallers = 16;

    private readonly ByteSource _source;
    private readonly Dictionary<TfGraph, Dictionary<string, TfNode>> _nodes = [];
    private readonly Dictionary<string, TfGraph> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(TfGraph Graph, TfNode Node)>> _callers = new(StringComparer.Ordinal);
    private readonly Dictionary<(TfGraph, string), List<TfNode>> _assigned = [];
    private readonly HashSet<string> _assets;
    private int _steps;

    public PathTrace(ByteSource source, TfModel model)
    {
        _source = source;
        _assets = [.. model.Assets.Select(a => NodeOf(a.Key))];
        foreach (var graph in model.Graphs)
        {
            if (graph.Function.Length > 0) _functions[graph.Function] = graph;
            var nodes = _nodes[graph] = new(StringComparer.Ordinal);
            foreach (var node in graph.Nodes)
            {
                nodes[node.Name] = node;
                if (node.Operator == "AssignVariableOp" && node.Inputs.Count > 1)
                {
                    var variable = (graph, NodeOf(node.Inputs[0]));
                    if (!_assigned.TryGetValue(variable, out var assigned)) _assigned[variable] = assigned = [];
                    if (assigned.Count < MaxCallers) assigned.Add(node);
                }
                foreach (var name in node.Attributes.SelectMany(a => a.Functions).Append(node.Operator))
                {
                    if (!_callers.TryGetValue(name, out var callers)) _callers[name] = callers = [];
                    if (callers.Count < MaxCallers) callers.Add((graph, node));
                }
            }
        }
    }

    /// <summary>The functions that the model defines.</summary>
    public bool IsFunction(string name) => _functions.ContainsKey(name);

    /// <summary>Where an input of a node comes from.</summary>
    public PathOrigin Of(TfGraph graph, TfNode node, int input)
    {
        _steps = 0;
        return Input(graph, node, input, 0);
    }

    public string Read(ByteRange range)
    {
        var bytes = new byte[(int)Math.Min(range.Length, MaxText)];
        return Encoding.UTF8.GetString(bytes, 0, _source.Read(range.Offset, bytes));
    }

    /// <summary>The words of a text, which may be a program of some size.</summary>
    public IEnumerable<string> Words(ByteRange range)
    {
        var bytes = new byte[(int)Math.Min(range.Length, MaxProgram)];
        return TextWords.Of(Encoding.Latin1.GetString(bytes, 0, _source.Read(range.Offset, bytes)));
    }

    private PathOrigin Input(TfGraph graph, TfNode node, int input, int depth)
    {
        var data = 0;
        foreach (var reference in node.Inputs)
        {
            if (reference.StartsWith('^')) continue;
            if (data++ == input) return Reference(graph, reference, depth);
        }
        return PathOrigin.Caller;
    }

    private PathOrigin Reference(TfGraph graph, string reference, int depth)
    {
        if (depth > MaxDepth || _steps++ > MaxSteps) return PathOrigin.Caller;
        var name = NodeOf(reference);
        if (graph.Function.Length == 0 && _assets.Contains(name)) return PathOrigin.Asset;
        if (_nodes[graph].TryGetValue(name, out var node)) return Node(graph, node, reference, depth + 1);
        var argument = graph.Arguments.IndexOf(name);
        return argument < 0 ? PathOrigin.Caller : Argument(graph, argument, depth + 1);
    }

    private PathOrigin Argument(TfGraph function, int argument, int depth)
    {
        if (!_callers.TryGetValue(function.Function, out var callers)) return PathOrigin.Caller;
        var origin = PathOrigin.Nothing;
        foreach (var (graph, node) in callers)
        {
            // If and Case have the choice before the arguments; functions of datasets get elements, which come from the dataset's other inputs.
            var first = node.Operator is "If" or "StatelessIf" or "Case" or "StatelessCase" ? 1 : 0;
            if (node.Operator.EndsWith("Dataset", StringComparison.Ordinal) || node.Operator.EndsWith("DatasetV2", StringComparison.Ordinal))
                origin = origin.Or(All(graph, node, depth)) with { IsOpen = true };
            else origin = origin.Or(Input(graph, node, argument + first, depth));
        }
        return origin;
    }

    private PathOrigin Node(TfGraph graph, TfNode node, string reference, int depth)
    {
        switch (node.Operator)
        {
            case "Const":
                return new([.. node.Attributes.SelectMany(a => a.TensorTexts).Take(64).Select(Read)]);
            case "Placeholder" or "PlaceholderV2" or "_Arg":
                return PathOrigin.Caller;
            case "PlaceholderWithDefault":
                return Input(graph, node, 0, depth) with { IsOpen = true };
            case "StringJoin" or "Add" or "AddV2":
                var between = node["separator"]?.Texts is [var separator] ? Read(separator) : "";
                PathOrigin? joined = null;
                for (var i = 0; i < node.Inputs.Count; i++)
                {
                    var part = Input(graph, node, i, depth);
                    joined = joined is null ? part : joined.Then(part, between);
                }
                return joined ?? PathOrigin.Nothing;
            case "ReduceJoin":
                var list = Input(graph, node, 0, depth);
                return list.Texts.Count < 2 ? list : list with { Texts = [string.Concat(list.Texts), .. list.Texts] };
            case "DecodeBase64":
                return Input(graph, node, 0, depth).Map(Decoded);
            case "ReadVariableOp":
                return Variable(graph, node, depth);
            case "StringLower":
                return Input(graph, node, 0, depth).Map(t => t.ToLowerInvariant());
            case "StringUpper":
                return Input(graph, node, 0, depth).Map(t => t.ToUpperInvariant());
            case "StringStrip":
                return Input(graph, node, 0, depth).Map(t => t.Trim());
            case "StringFormat":
                var template = node["template"]?.Texts is [var range] ? Read(range) : "%s";
                var filled = All(graph, node, depth);
                return filled.Texts.Count == 0 ? new([template]) { IsOpen = filled.IsOpen } : filled.Map(t => template.Replace("%s", t, StringComparison.Ordinal));
            case "StaticRegexReplace":
                var rewritten = Input(graph, node, 0, depth);
                return rewritten.Or(new([.. (node["rewrite"]?.Texts ?? []).Select(Read).Where(t => t.Length > 1)]));
            case "UnicodeEncode":
                return new(CodePoints(graph, node));
            case "PartitionedCall" or "StatefulPartitionedCall" or "If" or "StatelessIf" or "Case" or "StatelessCase" or "While" or "StatelessWhile":
                return Called(node.Attributes.SelectMany(a => a.Functions), reference, depth);
            default:
                if (_functions.ContainsKey(node.Operator)) return Called([node.Operator], reference, depth);
                var all = All(graph, node, depth);
                return node.Inputs.Count == 0 || !IsText(node.Operator) ? all with { IsOpen = true } : all;
        }
    }

    /// <summary>What the graph itself puts into a variable; the checkpoint puts something there, too.</summary>
    private PathOrigin Variable(TfGraph graph, TfNode node, int depth)
    {
        var origin = PathOrigin.Caller;
        if (node.Inputs.Count == 0 || !_assigned.TryGetValue((graph, NodeOf(node.Inputs[0])), out var assigned)) return origin;
        foreach (var assign in assigned) origin = origin.Or(Input(graph, assign, 1, depth));
        return origin;
    }

    private PathOrigin All(TfGraph graph, TfNode node, int depth)
    {
        var origin = PathOrigin.Nothing;
        for (var i = 0; i < Math.Min(node.Inputs.Count, 64); i++)
        {
            if (!node.Inputs[i].StartsWith('^')) origin = origin.Or(Reference(graph, node.Inputs[i], depth));
        }
        return origin;
    }

    private PathOrigin Called(IEnumerable<string> names, string reference, int depth)
    {
        var colon = reference.LastIndexOf(':');
        var output = colon >= 0 && int.TryParse(reference.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;
        var origin = PathOrigin.Nothing;
        foreach (var name in names)
        {
            if (!_functions.TryGetValue(name, out var function)) continue;
            if (output < function.Results.Count) origin = origin.Or(Reference(function, function.Results[output], depth));
        }
        return origin;
    }

    private List<string> CodePoints(TfGraph graph, TfNode node)
    {
        var text = new StringBuilder();
        foreach (var reference in node.Inputs.Take(1))
        {
            if (!_nodes[graph].TryGetValue(NodeOf(reference), out var constant)) continue;
            foreach (var point in constant.Attributes.SelectMany(a => a.Integers).Take(MaxText))
            {
                if (point is > 0 and < 0x10000) text.Append((char)point);
            }
        }
        return [text.ToString()];
    }

    // Texts that go through these come out as texts that the file decides.
    private static bool IsText(string op) => op is "Identity" or "IdentityN" or "StopGradient" or "PreventGradient" or "Snapshot" or "Reshape" or "ExpandDims" or "Squeeze"
        or "Pack" or "Unpack" or "Concat" or "ConcatV2" or "Select" or "SelectV2" or "Switch" or "Merge" or "RefSwitch" or "Gather" or "GatherV2" or "GatherNd"
        or "StridedSlice" or "Slice" or "Tile" or "Fill" or "BroadcastTo" or "Split" or "SplitV" or "StringSplit" or "StringSplitV2" or "Substr" or "RegexReplace"
        or "EnsureShape" or "GuaranteeConst" or "ReverseV2" or "Transpose" or "DeepCopy" or "Squeeze" or "Where" or "TensorSliceDataset" or "TensorDataset"
        or "Enter" or "Exit" or "NextIteration" or "RandomShuffle" or "AsString" or "ShardedFilename" or "ShardedFilespec" or "OptionalFromValue" or "OptionalGetValue";

    private static string Decoded(string text)
    {
        var standard = text.Replace('-', '+').Replace('_', '/');
        var utf8 = Encoding.UTF8.GetBytes(standard + new string('=', (4 - (standard.Length % 4)) % 4));
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(utf8.Length)];
        Base64.DecodeFromUtf8(utf8, bytes, out _, out var written);
        return Encoding.UTF8.GetString(bytes, 0, written);
    }

    private static string NodeOf(string reference)
    {
        var name = reference.StartsWith('^') ? reference[1..] : reference;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? name : name[..colon];
    }
}
