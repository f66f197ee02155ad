using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.PythonJson;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Judges the objects of a description, one at a time.</summary>
internal sealed class KerasObjects(KerasJudge judge, KerasNames names, LambdaObjects lambdas, EmbeddedBytes embedded)
{
    private const int MaxFunctionText = 200;

    /// <summary>Judges an object by its class; <paramref name="module"/> is null where none is named.</summary>
    public void Judge(ConfigNode node, string name, string? module, string? registered, bool isWhole, KerasFindings findings)
    {
        var config = node.Value["config"];
        switch (name)
        {
            case "__lambda__":
                LambdaObjects.Code(node, config ?? node.Value, findings);
                return;
            case "function" or "builtin_function_or_method" or "method" or "type":
                Function(node, config, module, registered, findings);
                return;
        }
        var reach = judge.Class(module, name, registered);
        Report(node, reach, "the class", findings);
        // What it is registered as is looked for first and may be unknown to the loader, which then takes the class of the module.
        var kind = name[(name.LastIndexOfAny(['.', '>']) + 1)..];
        if (registered is not null && registered.EndsWith(">Lambda", StringComparison.Ordinal)) kind = "Lambda";
        if (config is null || config.Kind != LooseJsonKind.Object)
        {
            if (kind == "Lambda" && !isWhole) LambdaObjects.Missing(node, findings);
            return;
        }
        switch (kind)
        {
            case "Lambda":
                lambdas.Layer(node, config, isWhole, findings);
                break;
            case "TorchModuleWrapper":
                Torch(node, config, findings);
                break;
            case "TFOpLambda" or "ClassMethod" or "InstanceMethod" or "SlicingOpLambda" or "TFClassMethodDispatcher" or "TensorFlowOpLayer":
                Operation(node, config, findings);
                break;
            case "KerasLayer" or "TFSMLayer":
                Model(node, config, kind, findings);
                return;
        }
        // Whole architectures are functions that download, or open, weights.
        if (module?.Contains(".applications", StringComparison.Ordinal) == true && config.TextOf("weights") is { Length: > 0 } weights && weights != "imagenet")
        {
            findings.Add(
                KerasRules.FilePath, Hdf5.OutsidePath.Leaves(weights) ? Severity.High : Severity.Medium, node,
                $"The {EvidenceText.Quote(kind)} reads {EvidenceText.Quote(weights)} of the machine that loads the model.", Evidence.Quoted("weights", weights));
        }
        Paths(node, config, kind, findings);
        if (module is not null && reach.Kind != NameReachKind.Harmful) Names(node, config, findings);
    }

    /// <summary>Judges a text by itself: bytecode where none belongs.</summary>
    public static void Text(ConfigNode node, KerasFindings findings)
    {
        if (LambdaCode.Looks(node.Value.Text)) LambdaObjects.Stray(node, findings);
    }

    private void Function(ConfigNode node, LooseJsonValue? config, string? module, string? registered, KerasFindings findings)
    {
        var name = config is { Kind: LooseJsonKind.Text } ? config.Text : config?.TextOf("name") ?? node.Value.TextOf("name") ?? registered;
        if (string.IsNullOrEmpty(name)) return;
        if (name.Length > MaxFunctionText || name.Contains('(')) LambdaObjects.Source(node, name, findings);
        else Report(node, judge.Function(module, name), "the function", findings);
    }

    private static void Report(ConfigNode node, NameReach reach, string what, KerasFindings findings)
    {
        var path = EvidenceText.Quote(reach.Path);
        var evidence = Evidence.Quoted("name", reach.Path);
        switch (reach.Kind)
        {
            case NameReachKind.Dangerous:
                findings.Add(KerasRules.Runs, node, $"Loading looks up {what} {path}, which {reach.Does}. Do not load it.", evidence);
                break;
            case NameReachKind.Standard:
                findings.Add(KerasRules.StandardLibrary, node, $"Loading looks up {what} {path}, which {reach.Does}.", evidence);
                break;
            case NameReachKind.Harmful:
                findings.Add(KerasRules.Reaches, node, $"The model uses {what} {path}, which {reach.Does}.", evidence);
                break;
            case NameReachKind.Custom:
                findings.Add(KerasRules.Custom, node, $"The model needs {what} {path}, which is not a part of Keras.", evidence);
                break;
        }
    }

    private void Torch(ConfigNode node, LooseJsonValue config, KerasFindings findings)
    {
        var text = config.TextOf("module") ?? config["module"]?["config"]?.TextOf("value") ?? config["module"]?["config"]?.Text;
        if (string.IsNullOrEmpty(text)) return;
        var found = embedded.Examine(LooseBase64.Decode(text)) ?? embedded.Examine(System.Text.Encoding.Latin1.GetBytes(text));
        var worst = found is { Count: > 0 } ? found[0] : null;
        var severity = worst is { Severity: Severity.Critical } ? Severity.Critical : KerasRules.EmbeddedPickle.Severity;
        // Torch's own modules are pickled so: that much is suspicious, not hostile.
        if (found is not null && worst is not { Severity: >= Severity.High }) severity = Severity.Medium;
        var what = found is null ? "Bytes that cannot be read are unpickled" : "A pickle is loaded";
        findings.Add(KerasRules.EmbeddedPickle, severity, node, $"{what} when the layer is made. {worst?.Message}".TrimEnd(), [.. worst?.Evidence ?? []]);
    }

    private void Operation(ConfigNode node, LooseJsonValue config, KerasFindings findings)
    {
        foreach (var key in (string[])["function", "symbol", "cls_ref", "cls_symbol", "method", "method_name", "cls_name"])
        {
            if (config.TextOf(key) is { Length: > 0 } symbol) Report(node, judge.Operation(symbol), "the operation", findings);
        }
        // Old models keep the whole operation as a text: the message's or its JSON form.
        if (config.TextOf("node_def") is { } definition && Raw(definition) is { } op)
            Report(node, judge.Operation("raw_ops." + op), "the operation", findings);
    }

    private string? Raw(string definition) => names.RawHarmful.FirstOrDefault(op => definition.Contains('"' + op + '"', StringComparison.Ordinal)
        || definition.Contains("\u0012" + (char)op.Length + op, StringComparison.Ordinal));

    private static void Model(ConfigNode node, LooseJsonValue config, string kind, KerasFindings findings)
    {
        var from = config.TextOf("handle") ?? config.TextOf("filepath") ?? "?";
        var severity = kind == "TFSMLayer" ? Severity.High : Severity.Medium;
        findings.Add(
            KerasRules.OtherModel, severity, node, $"The layer loads another model from {EvidenceText.Quote(from)}.", Evidence.Quoted("from", from));
    }

    private void Paths(ConfigNode node, LooseJsonValue config, string kind, KerasFindings findings)
    {
        var isLookup = kind.EndsWith("Lookup", StringComparison.Ordinal) || kind is "TextVectorization";
        if (!isLookup && !kind.EndsWith("Tokenizer", StringComparison.Ordinal) && !kind.EndsWith("Preprocessor", StringComparison.Ordinal)) return;
        for (var i = 0; i < config.Names.Count; i++)
        {
            if (config.Items[i] is not { Kind: LooseJsonKind.Text, Text.Length: > 0 } value || !names.PathKeys.Contains(config.Names[i])) continue;
            var leaves = Hdf5.OutsidePath.Leaves(value.Text);
            if (!leaves && !(isLookup && config.Names[i].StartsWith("vocab", StringComparison.Ordinal))) continue;
            var text = EvidenceText.Quote(value.Text);
            findings.Add(
                KerasRules.FilePath, leaves ? Severity.High : Severity.Medium, node,
                $"The {EvidenceText.Quote(kind)} reads {text} of the machine that loads the model.", Evidence.Quoted(config.Names[i], value.Text));
        }
    }

    // A name that belongs to the loader, not to a model, as the value of any member: beside keras.config it is what is called.
    private void Names(ConfigNode node, LooseJsonValue config, KerasFindings findings)
    {
        for (var i = 0; i < config.Items.Count; i++)
        {
            if (config.Items[i] is { Kind: LooseJsonKind.Text } value && config.Names[i] is "fn" or "function" or "call_fn" or "init_fn" or "method"
                && names.Harmful.TryGetValue(value.Text, out var does))
                findings.Add(KerasRules.Reaches, node, $"The model uses {EvidenceText.Quote(value.Text)}, which {does}.", Evidence.Quoted("name", value.Text));
        }
    }
}
