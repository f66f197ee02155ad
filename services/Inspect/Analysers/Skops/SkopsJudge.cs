using System.Collections.Frozen;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Pickle;
using Assay.Formats.PythonJson;
using Assay.Inspect.Analysers.Graphs;
using Assay.Inspect.Analysers.Keras;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Skops;

/// <summary>Judges the nodes of a schema, one at a time.</summary>
internal sealed class SkopsJudge(GlobalJudge globals)
{
    private static readonly FrozenSet<string> Loaders = new[]
    {
        "DictNode", "DefaultDictNode", "OrderedDictNode", "ListNode", "TupleNode", "SetNode", "FrozenSetNode", "FunctionNode", "PartialNode", "TypeNode",
        "SliceNode", "ObjectNode", "MethodNode", "JsonNode", "BytesNode", "BytearrayNode", "NdArrayNode", "MaskedArrayNode", "RandomStateNode",
        "RandomGeneratorNode", "DtypeNode", "SparseMatrixNode", "TreeNode", "LossNode", "SGDNode", "QuantileForestNode", "UfuncNode", "CachedNode",
        "OperatorFuncNode", "BunchNode", "_DictWithDeprecatedKeysNode", "DictWithDeprecatedKeysNode", "JoblibNode", "ReduceNode", "ConstantNode",
        "DatetimeNode", "DateTimeNode", "EnumNode", "SimpleImputerNode", "RangeNode", "NoneNode", "MemmapNode",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Operators = ["attrgetter", "itemgetter", "methodcaller"];

    private static readonly string[] Functions = ["numpy", "scipy", "sklearn"];

    private static readonly string[] Deciding = ["__class__", "__module__", "__loader__", "content", "attrs", "func"];

    /// <summary>Judges a node; other objects of the schema are passed over.</summary>
    public void Node(ConfigNode node, FindingList findings)
    {
        var value = node.Value;
        if (value["__class__"] is null && value["__loader__"] is null) return;
        foreach (var name in Deciding)
        {
            if (value.All(name).Skip(1).Any()) Add(SkopsRules.Unreadable, Severity.Medium, node, $"A node of the schema has the member '{name}' twice.", findings);
        }
        var loader = value.TextOf("__loader__");
        if (loader is not null && !Loaders.Contains(loader))
            Add(SkopsRules.UnknownNode, Severity.Medium, node, $"The schema has a node of the kind {EvidenceText.Quote(loader)}.", findings);
        foreach (var name in value.All("__class__"))
        {
            foreach (var module in value.All("__module__").Select(m => m.Text).DefaultIfEmpty("")) Type(node, loader ?? "", module, name.Text, findings);
        }
        if (value.TextOf("file") is { } file && FileReach.Outside(file) is { } outside)
            Add(SkopsRules.Unreadable, Severity.Medium, node, $"A node takes its content from {EvidenceText.Quote(file)}: {outside}.", findings, Evidence.Quoted("file", file));
        if (loader == "MethodNode") Method(node, findings);
        else if (loader == "OperatorFuncNode") Operator(node, findings);
    }

    private void Type(ConfigNode node, string loader, string module, string name, FindingList findings)
    {
        if (name.Length == 0) return;
        // Some writers give the whole name as the class.
        if (module.Length > 0 && name.StartsWith(module + ".", StringComparison.Ordinal)) name = name[(module.Length + 1)..];
        if (module.Length == 0) module = "builtins";
        var reach = globals.Judge(new PickleImport(module, name, 0, default, Resolved: true));
        var path = EvidenceText.Quote(module + "." + name);
        var evidence = Evidence.Quoted("type", module + "." + name);
        var isOperator = module is "operator" or "_operator" && Operators.Contains(name);
        if (name.Contains("__", StringComparison.Ordinal) && name.Contains('.'))
            Add(SkopsRules.Internals, Severity.High, node, $"The schema names {path}, which walks through Python's internals.", findings, evidence);
        else if (IsTyping(loader, module, name) || isOperator) return;
        else if (reach.Kind == ReachKind.Dangerous)
            Add(SkopsRules.Runs, Severity.Critical, node, $"Loading takes {path}, which {reach.Does}. Do not load it.", findings, evidence);
        else if (reach.Kind == ReachKind.UnknownFunction && !(loader is "FunctionNode" or "UfuncNode" or "LossNode" && Functions.Contains(module.Split('.')[0])))
            Add(SkopsRules.UnknownType, Severity.Medium, node, $"The model needs {path}, which is no part of scikit-learn, numpy or scipy.", findings, evidence);
        else if (reach.Kind is ReachKind.UnknownClass or ReachKind.CodeByValue or ReachKind.Unresolved)
            Add(SkopsRules.UnknownType, Severity.Medium, node, $"The model needs the type {path}, which nobody vouches for.", findings, evidence);
    }

    // builtins.type is what the type of a node for types is; functools.partial is what a partial is: their content is judged by itself.
    private static bool IsTyping(string loader, string module, string name) =>
        (loader, module, name) is ("TypeNode", "builtins", "type") or ("PartialNode", "functools", "partial") or ("MethodNode", "builtins", "method")
            or ("FunctionNode", "builtins", "function") or ("JsonNode", "builtins", "NoneType" or "str" or "int" or "float" or "bool");

    private static void Method(ConfigNode node, FindingList findings)
    {
        var content = node.Value["content"];
        var name = content?.TextOf("func") ?? node.Value.TextOf("func") ?? "";
        var evidence = Evidence.Quoted("method", name);
        if (name.Contains('.') || name.StartsWith("__", StringComparison.Ordinal))
            Add(SkopsRules.Internals, Severity.High, node, $"The method {EvidenceText.Quote(name)} is no plain name.", findings, evidence);
        var (module, type) = (content?["obj"]?.TextOf("__module__"), content?["obj"]?.TextOf("__class__"));
        if (type is null || content?["obj"]?.TextOf("__loader__") == "CachedNode") return;
        var (ownModule, own) = (node.Value.TextOf("__module__"), node.Value.TextOf("__class__"));
        if ((ownModule, own) is ("builtins", "method") || (ownModule, own) == (module, type)) return;
        Add(
            SkopsRules.Mismatch, Severity.High, node,
            $"The schema states a method of {EvidenceText.Quote(ownModule + "." + own)}, and takes it from {EvidenceText.Quote(module + "." + type)}.", findings,
            evidence);
    }

    private static void Operator(ConfigNode node, FindingList findings)
    {
        var (module, name) = (node.Value.TextOf("__module__") ?? "", node.Value.TextOf("__class__") ?? "");
        var path = EvidenceText.Quote(module + "." + name);
        if (module is not ("operator" or "_operator") || !Operators.Contains(name))
        {
            Add(SkopsRules.Mismatch, Severity.High, node, $"A node for functions of the module operator takes {path}.", findings);
            return;
        }
        foreach (var text in Texts(node.Value["attrs"] ?? node.Value["content"]))
        {
            if (text.Contains("__", StringComparison.Ordinal))
                Add(SkopsRules.Internals, Severity.High, node, $"{path} reaches {EvidenceText.Quote(text)}.", findings, Evidence.Quoted("attribute", text));
        }
    }

    private static IEnumerable<string> Texts(LooseJsonValue? value)
    {
        var stack = new Stack<(LooseJsonValue Value, string Name)>();
        if (value is not null) stack.Push((value, ""));
        for (var n = 0; n < 256 && stack.TryPop(out var next); n++)
        {
            // The schema's own members begin and end with underscores; what they hold is judged as a node.
            if (next.Name.StartsWith("__", StringComparison.Ordinal)) continue;
            if (next.Value.Kind == LooseJsonKind.Text) yield return next.Value.Text;
            for (var i = 0; i < next.Value.Items.Count; i++)
                stack.Push((next.Value.Items[i], next.Value.Kind == LooseJsonKind.Object ? next.Value.Names[i] : ""));
        }
    }

    private static void Add(Rule rule, Severity severity, ConfigNode node, string message, FindingList findings, params IReadOnlyList<Evidence> evidence) =>
        findings.Add(rule, severity, node.Value.Offset, message, [.. evidence, Evidence.Quoted("place", node.Path())]);
}
