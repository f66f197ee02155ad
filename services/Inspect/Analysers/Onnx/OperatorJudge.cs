using System.Text;
using System.Text.RegularExpressions;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Onnx;
using Assay.Inspect.Analysers.Graphs;

namespace Assay.Inspect.Analysers.Onnx;

/// <summary>Judges which operators a model needs, and the functions it brings along.</summary>
internal sealed partial class OperatorJudge(
    ByteSource source, OnnxModel model, EmbeddedLists lists, GraphFindings findings, ExternalJudge external)
{
    private const int MaxEvidenceText = 512;

    private readonly HashSet<(string Domain, string Name)> _functions = [.. model.Functions.Select(f => (Normal(f.Domain), f.Name))];

    /// <summary>Judges the model's own functions: names and circles.</summary>
    public void JudgeFunctions()
    {
        var seen = new HashSet<(string, string)>();
        foreach (var function in model.Functions)
        {
            var (domain, name) = (Normal(function.Domain), function.Name);
            var full = EvidenceText.Quote(Full(domain, name), 120);
            if (domain.Length == 0 || (domain == "ai.onnx.ml" && lists["ml"].Contains(name)))
                findings.Add(OnnxRules.Override, function.Offset, $"The model defines the standard operator {full} itself.", Evidence.Quoted("function", full));
            else if (lists["runtime"].Contains(domain))
            {
                findings.Add(
                    OnnxRules.Override, Severity.Medium, function.Offset, $"The model defines {full} in the domain of a runtime.", Evidence.Quoted("function", full));
            }
            if (!seen.Add((domain, name)))
                findings.Add(OnnxRules.Override, Severity.Medium, function.Offset, $"The model defines {full} more than once; loaders take one of them.");
        }
        FindCircles();
    }

    public void Judge(OnnxNode node)
    {
        var (domain, name) = (Normal(node.Domain), node.Operator);
        var full = Full(domain, name);
        var shown = EvidenceText.Quote(full, 120);
        if (name.Length == 0) return;
        if (!_functions.Contains((domain, name)) || domain.Length == 0)
        {
            if (RunsCode(domain, name))
            {
                findings.Add(
                    OnnxRules.RunsCode, node.Offset, $"The operator {shown} runs code that the model names. Do not load it.", [.. Seen(node, full)]);
                return;
            }
            if (lists["network"].Contains(name) && domain.Length > 0)
            {
                findings.Add(
                    OnnxRules.RunsCode, Severity.High, node.Offset, $"The operator {shown} sends its input over the network.", [.. Seen(node, full)]);
                return;
            }
            Known(node, domain, name, shown, full);
        }
        if (domain.Length > 0) JudgeTexts(node, shown);
        if (name == "EPContext") JudgeContext(node);
        if (name == "ATen" && Text(node, "operator") is { } aten && FileOperator().IsMatch(aten))
            findings.Add(OnnxRules.RunsCode, Severity.High, node.Offset, $"The operator {shown} calls {EvidenceText.Quote(aten, 80)}, which reads or writes files.");
    }

    private void Known(OnnxNode node, string domain, string name, string shown, string full)
    {
        var known = domain switch
        {
            "" => lists["standard"].Contains(name),
            "ai.onnx.ml" => lists["ml"].Contains(name),
            "ai.onnx.contrib" or "com.microsoft.extensions" => lists["extensions"].Contains(name),
            _ => lists["runtime"].Contains(domain),
        };
        if (known) return;
        if (lists["plugins"].Contains(name))
            findings.Add(OnnxRules.CustomOperator, Severity.Low, node.Offset, $"The model needs the plugin {shown}.", [.. Seen(node, full)]);
        else if (domain is "" or "ai.onnx.ml")
            findings.Add(OnnxRules.UnknownOperator, node.Offset, $"No version of the standard has the operator {shown}.", [.. Seen(node, full)]);
        else findings.Add(OnnxRules.CustomOperator, node.Offset, $"The model needs the custom operator {shown}.", [.. Seen(node, full)]);
    }

    /// <summary>Texts of a custom operator that name a library, a script or an address.</summary>
    private void JudgeTexts(OnnxNode node, string shown)
    {
        foreach (var attribute in node.Attributes)
        {
            if (attribute.Texts is not [{ Length: > 0 and <= MaxEvidenceText } range]) continue;
            var text = Read(range.Offset, range.Length);
            if (!Loadable().IsMatch(text)) continue;
            findings.Add(
                OnnxRules.RunsCode, Severity.High, attribute.Offset,
                $"The attribute '{EvidenceText.Quote(attribute.Name, 60)}' of {shown} names a program, a library or an address: '{EvidenceText.Quote(text)}'.",
                Evidence.Quoted(EvidenceText.Quote(attribute.Name, 60), text));
        }
    }

    private void JudgeContext(OnnxNode node)
    {
        findings.Add(OnnxRules.Opaque, node.Offset, "The model carries a part that is compiled for one device (EPContext).");
        if (node["embed_mode"]?.Integer is not 0) return;
        if (Text(node, "ep_cache_context") is { } path) external.Location(node.Offset, "The compiled part", path);
    }

    private void FindCircles()
    {
        // Functions are few: those that are left when all that call only finished ones are taken away call each other in a circle.
        var calls = model.Functions.Take(4096).Select(f => (Function: f, Calls: Calls(f.Nodes).ToHashSet())).ToList();
        var open = calls.Select(c => (Normal(c.Function.Domain), c.Function.Name)).ToHashSet();
        for (var progress = true; progress;)
        {
            progress = false;
            for (var i = calls.Count - 1; i >= 0; i--)
            {
                if (calls[i].Calls.Overlaps(open)) continue;
                open.Remove((Normal(calls[i].Function.Domain), calls[i].Function.Name));
                calls.RemoveAt(i);
                progress = true;
            }
        }
        foreach (var (function, _) in calls.Take(4))
        {
            findings.Add(
                OnnxRules.FunctionCycle, function.Offset, $"The function {EvidenceText.Quote(Full(function.Domain, function.Name), 120)} calls itself, "
                    + "directly or through others.");
        }
    }

    private static IEnumerable<(string, string)> Calls(IEnumerable<OnnxNode> nodes)
    {
        foreach (var node in nodes)
        {
            yield return (Normal(node.Domain), node.Operator);
            foreach (var graph in node.Attributes.SelectMany(a => a.Graphs))
            {
                foreach (var call in Calls(graph.Nodes)) yield return call;
            }
        }
    }

    private static bool RunsCode(string domain, string name) => (domain.Length > 0 && Command().IsMatch(name)) || Python().IsMatch(name);

    private IEnumerable<Evidence> Seen(OnnxNode node, string full)
    {
        yield return Evidence.Quoted("operator", full);
        if (node.Name.Length > 0) yield return Evidence.Quoted("node", node.Name);
        foreach (var attribute in node.Attributes.Take(6))
        {
            if (attribute.Texts is [var range]) yield return Evidence.Quoted(EvidenceText.Quote(attribute.Name, 60), Read(range.Offset, range.Length));
        }
    }

    private string? Text(OnnxNode node, string attribute) => node[attribute]?.Texts is [var range] ? Read(range.Offset, range.Length) : null;

    private string Read(long offset, long length)
    {
        var bytes = new byte[(int)Math.Min(length, MaxEvidenceText)];
        return Encoding.UTF8.GetString(bytes, 0, source.Read(offset, bytes));
    }

    // The standard domain has two names.
    private static string Normal(string domain) => domain == "ai.onnx" ? "" : domain;

    private static string Full(string domain, string name) => domain.Length == 0 ? name : domain + "." + name;

    [GeneratedRegex(@"^_*(?:Py|Python|CPython|PyTorch|Torch)?_?(?:Py|Python)_?(?:Op|Func|Function|Custom|Call|Exec|Eval|Script|Code|Run|Lambda|Invoke|Kernel)", RegexOptions.IgnoreCase)]
    private static partial Regex Python();

    [GeneratedRegex(
        @"^(?:(?:os|sys|subprocess|builtins)[._])|^(?:os_?)?(?:system|shell|popen|exec|execute|eval|spawn|run_?(?:command|script|code|shell)|shell_?(?:exec|command|op)"
        + @"|exec_?(?:command|op)|system_?(?:command|call|op)|eval_?(?:op|python)|load_?(?:library|dll|so|plugin)|dl_?open|(?:read|write|delete|open|append)_?file|lua|javascript|js_?(?:op|eval)|script_?(?:op)?)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Command();

    [GeneratedRegex(@"\.(?:so(?:\.\d+)*|dll|dylib|exe|sh|bat|ps1|py|pyc|jar)$|^(?:https?|ftp|tcp|grpc|file)://|\b(?:os\.system|subprocess|__import__|exec\(|eval\()", RegexOptions.IgnoreCase)]
    private static partial Regex Loadable();

    [GeneratedRegex(@"(?:from_file|save|load|open|read|write)$", RegexOptions.IgnoreCase)]
    private static partial Regex FileOperator();
}
