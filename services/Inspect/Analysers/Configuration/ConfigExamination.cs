using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.PythonSource;
using Assay.Inspect.Analysers.Requirements;
using Assay.Inspect.Analysers.Shell;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Configuration;

/// <summary>Judges the values of one configuration, whatever its syntax, by the keys that loaders act on.</summary>
internal sealed class ConfigExamination(SourceFindings findings, CancellationToken cancellationToken)
{
    private const int MaxKept = 2000;

    private static readonly HashSet<string> Called = ["_target_", "class_path", "()", "parent_library", "py/function", "py/type"];
    private static readonly HashSet<string> MaybeCalled = ["target", "callable", "function", "class", "cls", "factory", "module", "init_fn", "hook", "callback", "activation_fn", "plugin", "entry_point", "import", "py/object"];

    // sentence-transformers imports these and calls them; elsewhere they are plain names without a dot.
    private static readonly HashSet<string> Activations = ["activation_function", "activation_fn", "sbert_ce_default_activation_function", "default_activation_function"];

    private static readonly HashSet<string> Commands =
        ["command", "cmd", "entrypoint", "run", "script", "preinstall", "postinstall", "install", "prepare", "postCreateCommand", "initializeCommand", "onCreateCommand", "updateContentCommand", "postStartCommand", "postAttachCommand", "entry", "args",
         "setup", "before_script", "after_script", "pre_build", "post_build", "setup_script", "shell", "exec", "Exec", "start", "test", "build"];

    private static readonly HashSet<string> Libraries =
        ["diffusers", "transformers", "onnxruntime", "optimum", "peft", "flax", "k_diffusion", "sentence_transformers", "timm", "torch", "torchvision", "open_clip", "stable_diffusion", "stable_diffusion_xl", "stable_diffusion_3", "latent_diffusion",
         "paint_by_example", "deepfloyd_if", "kandinsky", "kandinsky2_2", "kandinsky3", "unidiffuser", "audioldm", "audioldm2", "wuerstchen", "stable_cascade", "shap_e", "musicldm", "blip_diffusion", "stable_audio", "flux", "pixart_alpha",
         "controlnet", "versatile_diffusion", "semantic_stable_diffusion", "alt_diffusion", "stable_diffusion_safe", "gligen", "marigold", "ledits_pp", "cogvideo", "hunyuandit", "lumina", "aura_flow", "allegro", "mochi", "hunyuan_video", "ltx", "sana",
         "wan", "cogview3", "cogview4", "omnigen", "easyanimate", "consisid", "hidream_image", "chroma", "qwenimage", "visualcloze", "skyreels_v2", "cosmos", "gguf"];

    private readonly List<ConfigEntry> _texts = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string?>> _pairs = new(StringComparer.Ordinal);
    private bool _isInstantiated;

    public void Take(ConfigEntry entry)
    {
        var key = entry.Key;
        if (_keys.Count < MaxKept && entry.Path.Count <= 2 && entry.Path.Count > 0) _keys.Add(entry.Path[0]);
        if (entry.Path is [var component, ['[', ..]] && _pairs.Count < MaxKept)
        {
            if (!_pairs.TryGetValue(component, out var pair)) _pairs[component] = pair = [];
            if (pair.Count < 3) pair.Add(entry.IsText || entry.Value is null ? entry.Value : "\0");
        }
        if (entry.Value is not { Length: > 0 } value) return;
        if (!entry.IsText)
        {
            Flag(entry, key, value);
            return;
        }
        if (key is "_target_" or "class_path") _isInstantiated = true;
        if (_texts.Count < MaxKept && value.Length < 200 && value.Contains('.', StringComparison.Ordinal)) _texts.Add(entry);
        if (Called.Contains(key) || (Activations.Contains(key) && value.Contains('.', StringComparison.Ordinal))) Target(entry, value, isStrict: true);
        else if (MaybeCalled.Contains(key)) Target(entry, value, isStrict: false);
        else if (key == "type" && value.Contains('.', StringComparison.Ordinal)) Module(entry, value);
        if (entry.IsUnder("auto_map") || entry.IsUnder("custom_pipelines")) OwnCode(entry, value);
        else if (key is "custom_generate" or "custom_pipeline") Report(ConfigRules.OtherCode, Severity.Medium, entry, $"'{key}' names code to run: {Q(value)}.");
        if (key is "loader_module" or "model_code_path") Loader(entry, key, value);
        if (key.StartsWith("py/", StringComparison.Ordinal) || key is "__reduce__" or "$type" or "__pyobject__") Objects(entry, key, value);
        if (Commands.Contains(key)) Command(entry, value);
        if (entry.IsUnder("pip") && entry.IsUnder("dependencies")) Requirement(entry, value);
        Flag(entry, key, value);
        if (value.Contains("://", StringComparison.Ordinal)) Address(entry, key, value);
        Installer(entry, key, value);
        if (value.Contains("${", StringComparison.Ordinal) && (value.Contains("${eval:", StringComparison.Ordinal) || value.Contains("${python:", StringComparison.Ordinal) || value.Contains("${exec:", StringComparison.Ordinal)))
            Report(ConfigRules.UnknownTarget, Severity.Medium, entry, $"A value is worked out by a resolver that runs code: {Q(value)}.");
    }

    /// <summary>What only shows when all values are known.</summary>
    public void Finish()
    {
        if (_isInstantiated)
        {
            foreach (var entry in _texts.Where(t => t.Key is not ("_target_" or "class_path")))
            {
                if (PythonReach.Shared.KindOf(PythonReach.Shared.Canonical(entry.Value!)) is PythonReachKind.Command or PythonReachKind.Evaluate or PythonReachKind.CodeObject or PythonReachKind.Script)
                    Report(ConfigRules.Target, Severity.High, entry, $"The configuration hands '{Q(entry.Value!)}' to what it makes.");
            }
        }
        if (_keys.Contains("_class_name")) Pipeline(_keys.Contains("_diffusers_version"));
    }

    // The version may be missing; without it only what nobody calls a component by chance counts.
    private void Pipeline(bool isCertain)
    {
        foreach (var (component, pair) in _pairs)
        {
            if (pair.Count != 2 || pair[0] is not { } library || library == "\0" || (pair[1] is null && component != "_class_name") || component is "_ignore_files") continue;
            if (Libraries.Contains(library.Split('.')[0]) && !library.Contains("..", StringComparison.Ordinal)) continue;
            if (pair[1] is "\0" or null) continue;
            var judged = TargetJudge.Judge(library + "." + pair[1], isStrict: false);
            var severity = judged?.Severity ?? Severity.Medium;
            if (!isCertain && severity < Severity.High) continue;
            findings.Add(severity >= Severity.High ? ConfigRules.Target : ConfigRules.OwnCode, severity, null, $"The component '{Q(component)}' is the class '{Q(pair[1]!)}' of the module '{Q(library)}', which no known library brings.", Evidence.Quoted("component", $"{component}: {library}.{pair[1]}"));
        }
    }

    private void Target(ConfigEntry entry, string value, bool isStrict)
    {
        // A library is imported whole; the class in it is named elsewhere.
        if (TargetJudge.Judge(entry.Key == "parent_library" ? value + ".x" : value, isStrict) is not { } judged) return;
        Report(judged.Severity >= Severity.High ? ConfigRules.Target : ConfigRules.UnknownTarget, judged.Severity, entry, $"'{entry.Key}' names '{Q(value)}': {judged.Why}.");
    }

    private void Module(ConfigEntry entry, string value)
    {
        // A list of modules at the top of the file: how sentence-transformers builds a model.
        if (entry.Path is not [['[', ..], "type"] || value.StartsWith("sentence_transformers.", StringComparison.Ordinal)) return;
        Target(entry, value, isStrict: true);
    }

    private void OwnCode(ConfigEntry entry, string value)
    {
        if (entry.IsUnder("custom_pipelines") && entry.Key != "impl") return;
        var split = value.Split("--", 2);
        if (split.Length == 2) Report(ConfigRules.OtherCode, Severity.Medium, entry, $"'{entry.Key}' is code of the repository '{Q(split[0])}': {Q(split[1])}. The revision is not pinned.");
        else if (value.Contains("..", StringComparison.Ordinal) || value.StartsWith('/') || value.Contains("://", StringComparison.Ordinal)) Report(ConfigRules.OwnCode, Severity.High, entry, $"'{entry.Key}' is code outside of the repository: {Q(value)}.");
        else Report(ConfigRules.OwnCode, Severity.Medium, entry, $"'{entry.Key}' is code of this repository: {Q(value)}.");
    }

    private void Loader(ConfigEntry entry, string key, string value)
    {
        if (key == "model_code_path")
        {
            Report(ConfigRules.Loader, Severity.Medium, entry, $"The model is the result of running '{Q(value)}'.");
            return;
        }
        if (value.StartsWith("mlflow.", StringComparison.Ordinal) && value.Count(c => c == '.') <= 3 && !value.Contains("__", StringComparison.Ordinal)) return;
        var judged = TargetJudge.Judge(value, isStrict: false);
        var severity = judged is { Severity: >= Severity.High } || PythonReach.Shared.IsSharpModule(value) ? Severity.Critical : Severity.Medium;
        Report(ConfigRules.Loader, severity, entry, $"'{key}' is '{Q(value)}', a module that is imported to load the model.");
    }

    private void Objects(ConfigEntry entry, string key, string value)
    {
        if (key == "$type" && !value.StartsWith("System.", StringComparison.Ordinal) && !value.StartsWith("Microsoft.", StringComparison.Ordinal)) return;
        if (key is "py/tuple" or "py/set" or "py/id" or "py/b64" or "py/b85" or "py/state" or "py/ref" or "py/seq" or "py/iterator") return;
        var judged = TargetJudge.Judge(value, isStrict: false);
        var severity = judged is { Severity: >= Severity.High } || key is "py/repr" || entry.IsUnder("py/reduce") ? Severity.Critical : key is "py/object" or "py/type" ? Severity.Medium : Severity.High;
        Report(ConfigRules.Object, severity, entry, $"'{key}' makes the object '{Q(value)}' when it is decoded.");
    }

    private void Command(ConfigEntry entry, string value)
    {
        foreach (var mark in ShellJudge.Judge(value, cancellationToken).Where(m => m.Severity >= Severity.Medium))
            Report(ConfigRules.Command, mark.Severity, entry, $"'{entry.Key}' {mark.Does}: {Q(mark.Command)}.");
    }

    private void Requirement(ConfigEntry entry, string value)
    {
        foreach (var (rule, severity, message) in RequirementJudge.Judge(value)) Report(rule, severity, entry, message);
    }

    /// <summary>Where package managers and git look, as their settings say.</summary>
    private void Installer(ConfigEntry entry, string key, string value)
    {
        var section = entry.Path.Count > 1 ? entry.Path[^2] : "";
        var option = key is "index-url" or "index_url" or "extra-index-url" or "extra_index_url" ? "--index-url"
            : key is "trusted-host" or "trusted_host" ? "--trusted-host"
            : key == "url" && section is "source" or "tool.poetry.source" or "tool.uv.index" or "tool.pdm.source" ? "--index-url" : null;
        if (key == "registry" && value.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            Report(ConfigRules.Address, Severity.Medium, entry, $"Packages come from {Q(value)}, which nothing protects on the way.");
        if (option is not null) Requirement(entry, $"{option} {value}");
        if (section.StartsWith("submodule ", StringComparison.Ordinal) && (key == "update" && value.StartsWith('!') || key is "url" or "path" && (value.StartsWith('-') || value.StartsWith("ext::", StringComparison.Ordinal))))
            Report(ConfigRules.Command, Severity.High, entry, $"Fetching the repository's parts runs a command: {Q(value)}.");
    }

    private void Flag(ConfigEntry entry, string key, string value)
    {
        if (key == "privileged" && value is "true" or "True" or "yes") Report(ConfigRules.Privileged, Severity.Medium, entry, "A container is started with every permission (privileged).");
        else if (key == "volumes" && (value.StartsWith("/:", StringComparison.Ordinal) || value.Contains("docker.sock", StringComparison.Ordinal) || value.StartsWith("/etc", StringComparison.Ordinal) || value.StartsWith("/root", StringComparison.Ordinal)))
            Report(ConfigRules.Privileged, Severity.Medium, entry, $"A container gets the machine's own files: {Q(value)}.");
        else if (key == "runOn" && value == "folderOpen") Report(ConfigRules.Command, Severity.High, entry, "A task starts as soon as the folder is opened in an editor.");
        else if (key == "trust_remote_code" && value is "true" or "True") Report(ConfigRules.OwnCode, Severity.Low, entry, "The configuration says that code of the repository may run; loaders ask the caller instead.");
    }

    private void Address(ConfigEntry entry, string key, string value)
    {
        if (value.Length > 2000 || value.Contains(' ', StringComparison.Ordinal)) return;
        var isCode = value.Split('?', '#')[0] is var bare && (bare.EndsWith(".py", StringComparison.OrdinalIgnoreCase) || bare.EndsWith(".sh", StringComparison.OrdinalIgnoreCase) || bare.EndsWith(".so", StringComparison.OrdinalIgnoreCase));
        if (isCode && !value.Contains("/blob/", StringComparison.Ordinal)) Report(ConfigRules.Address, Severity.Medium, entry, $"'{key}' names a program at {Q(value)}.");
        else if (key is "_name_or_path" or "base_model_name_or_path" or "tokenizer_name" && value.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !PythonAddresses.IsService(value))
            Report(ConfigRules.Address, PythonAddresses.IsNumber(value) ? Severity.Medium : Severity.Low, entry, $"'{key}' is the address {Q(value)}.");
    }

    private static string Q(string text) => EvidenceText.Quote(text, 120);

    private void Report(Assay.Analysis.Rule rule, Severity severity, ConfigEntry entry, string message) =>
        findings.Add(rule, severity, entry.Offset, entry.Line > 0 ? $"{message[..^1]} (line {entry.Line})." : message, Evidence.Quoted("entry", $"{entry}: {entry.Value}"));
}
