using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.PythonJson;
using Assay.Inspect.Analysers.Pickle;
using Assay.Inspect.Analysers.PythonBytecode;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Judges layers that hold a function: its bytecode, its name or its source.</summary>
internal sealed class LambdaObjects(KerasJudge judge)
{
    private const int MaxTexts = 64;
    private const int MaxName = 200;

    private static readonly string[] Parts = ["function", "output_shape", "mask", "call_fn", "init_fn"];

    /// <summary>A Lambda layer of any version of Keras.</summary>
    public void Layer(ConfigNode node, LooseJsonValue config, bool isWhole, KerasFindings findings)
    {
        var any = false;
        foreach (var part in Parts)
        {
            foreach (var value in config.All(part))
            {
                any |= part == "function" && value.Kind != LooseJsonKind.Null;
                if (value.Kind == LooseJsonKind.Text) Text(node, config, part, value.Text, findings);
                // An object with a class is judged as what it is; a list of code, defaults and closure is an old Lambda.
                else if (value.Kind == LooseJsonKind.Array || (value.TextOf("class_name") ?? "__tuple__") is "__tuple__") List(node, part, value, findings);
            }
        }
        if (!any && !isWhole) Missing(node, findings);
        Arguments(node, config, findings);
    }

    /// <summary>The code of a <c>__lambda__</c>: wherever in its configuration it stands.</summary>
    public static void Code(ConfigNode node, LooseJsonValue config, KerasFindings findings)
    {
        var best = Texts(config).Select(LambdaCode.Examine).OfType<BytecodeReport>().MaxBy(r => r.Severity);
        if (best is not null) Report(node, best, findings);
        else findings.Add(KerasRules.UnreadableCode, node, "A function is stored as bytecode that cannot be decoded.");
    }

    /// <summary>A layer whose function is not there because the description is cut off before it.</summary>
    public static void Missing(ConfigNode node, KerasFindings findings) =>
        findings.Add(KerasRules.UnreadableCode, node, $"A Lambda layer is there, but {findings.Source} ends before its code.");

    /// <summary>Text that looks like bytecode where no function is expected.</summary>
    public static void Stray(ConfigNode node, KerasFindings findings)
    {
        if (LambdaCode.Examine(node.Value.Text) is { } report) Report(node, report, findings);
    }

    /// <summary>A text that is too long or too odd for a name.</summary>
    public static void Source(ConfigNode node, string text, KerasFindings findings)
    {
        var dangerous = CodeText.Looks(text);
        findings.Add(
            KerasRules.SourceText, dangerous ? Severity.Critical : Severity.High, node, "A function is given as source code.", Evidence.Quoted("text", text));
    }

    private void Text(ConfigNode node, LooseJsonValue config, string part, string text, KerasFindings findings)
    {
        if (LambdaCode.Examine(text) is { } report)
        {
            Report(node, report, findings);
            return;
        }
        if (part == "function" && config.TextOf("function_type") == "lambda")
        {
            findings.Add(KerasRules.UnreadableCode, node, "A function is stored as bytecode that cannot be decoded.");
            return;
        }
        var isName = text.Length <= MaxName && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '>' or '<');
        if (!isName)
        {
            if (part == "function" || CodeText.Looks(text)) Source(node, text, findings);
            return;
        }
        if (text is "" or "raw" or "<lambda>" || (part != "function" && config.TextOf(part + "_type") is null or "raw")) return;
        var module = config.TextOf(part == "function" ? "module" : part + "_module");
        Name(node, judge.Function(module is "__main__" or "" ? null : module, text), findings);
    }

    private static void List(ConfigNode node, string part, LooseJsonValue value, KerasFindings findings)
    {
        var texts = Texts(value).ToList();
        if (texts.Count == 0) return;
        var reports = texts.Select(LambdaCode.Examine).OfType<BytecodeReport>().ToList();
        if (reports.MaxBy(r => r.Severity) is { } worst) Report(node, worst, findings);
        else if (part == "function") findings.Add(KerasRules.UnreadableCode, node, "A function is stored as bytecode that cannot be decoded.");
    }

    // Arguments of the layer go to its function: text that is a command tells what the function is for.
    private static void Arguments(ConfigNode node, LooseJsonValue config, KerasFindings findings)
    {
        if (config["arguments"] is not { } arguments) return;
        foreach (var text in Texts(arguments))
        {
            if (CodeText.Looks(text)) findings.Add(KerasRules.SourceText, node, "An argument of the layer is source code or a command.", Evidence.Quoted("text", text));
        }
    }

    private static void Name(ConfigNode node, NameReach reach, KerasFindings findings)
    {
        var path = EvidenceText.Quote(reach.Path);
        var evidence = Evidence.Quoted("function", reach.Path);
        if (reach.Kind == NameReachKind.Dangerous) findings.Add(KerasRules.Runs, node, $"A layer calls {path}, which {reach.Does}.", evidence);
        else if (reach.Kind is NameReachKind.Harmful or NameReachKind.Standard)
            findings.Add(KerasRules.Reaches, node, $"A layer calls {path}, which {reach.Does}.", evidence);
        else if (reach.Kind == NameReachKind.Custom)
            findings.Add(KerasRules.Custom, node, $"A layer calls the function {path}, which is not in the file.", evidence);
    }

    internal static void Report(ConfigNode node, BytecodeReport report, KerasFindings findings)
    {
        var rule = report.Severity switch
        {
            >= Severity.Critical => KerasRules.Runs,
            Severity.High => KerasRules.Reaches,
            _ => KerasRules.HarmlessCode,
        };
        findings.Add(rule, node, $"A layer carries bytecode: the code {report.Words}.", report.Evidence);
    }

    private static IEnumerable<string> Texts(LooseJsonValue value)
    {
        var stack = new Stack<LooseJsonValue>([value]);
        for (var n = 0; n < MaxTexts && stack.TryPop(out var next); n++)
        {
            if (next.Kind == LooseJsonKind.Text) yield return next.Text;
            foreach (var item in next.Items) stack.Push(item);
        }
    }
}
