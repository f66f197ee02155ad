namespace Assay.Contracts.Values;

/// <summary>
/// What a file's name claims about its content, where the claim decides how tools treat it: text has no signature, and a loader that picks its
/// reader by extension believes the name. A short lower-case word, empty for most names. The hint is part of an examination's key, so the same bytes
/// under another claim are another subject.
/// </summary>
public static class NameHint
{
    public const string None = "";
    public const string Python = "python";
    public const string Startup = "startup";
    public const string Notebook = "notebook";
    public const string Shell = "shell";
    public const string Yaml = "yaml";
    public const string Toml = "toml";
    public const string Jinja = "jinja";
    public const string Requirements = "requirements";
    public const string Dockerfile = "dockerfile";
    public const string Workflow = "workflow";
    public const string Markup = "markup";
    public const string Script = "script";
    public const string Checkpoint = "checkpoint";
    public const string Text = "text";
    public const string Json = "json";
    public const string Image = "image";
    public const string SafeTensors = "safetensors";
    public const string Onnx = "onnx";
    public const string Gguf = "gguf";
    public const string Hdf5 = "hdf5";
    public const string Numpy = "numpy";
    public const string Keras = "keras";
    public const string SavedModel = "savedmodel";

    private static readonly (string Hint, string[] Extensions)[] Known =
    [
        (Python, [".py", ".pyi", ".pyw"]),
        (Notebook, [".ipynb"]),
        (Shell, [".sh", ".bash", ".zsh", ".ksh", ".fish", ".command", ".envrc", ".bat", ".cmd", ".ps1"]),
        (Yaml, [".yml", ".yaml"]),
        (Toml, [".toml", ".cfg", ".ini", ".conf", ".npmrc", ".gitmodules", ".desktop"]),
        (Jinja, [".jinja", ".jinja2", ".j2"]),
        (Markup, [".html", ".htm", ".svg"]),
        (Script, [".js", ".mjs", ".cjs", ".ts", ".rb", ".pl", ".lua", ".php", ".r", ".rprofile", ".jl"]),
        (Text, [".txt", ".md", ".csv", ".tsv", ".rst", ".vocab"]),
        (Json, [".json", ".jsonl"]),
        (Image, [".png", ".jpg", ".jpeg", ".gif", ".webp"]),
        (Checkpoint, [".pt", ".pth", ".pt2", ".pkl", ".pickle", ".joblib", ".dill", ".nemo", ".mar", ".npz", ".skops"]),
        (SafeTensors, [".safetensors"]),
        (Onnx, [".onnx"]),
        (Gguf, [".gguf"]),
        (Hdf5, [".h5", ".hdf5", ".hdf"]),
        (Numpy, [".npy"]),
        (Keras, [".keras"]),
    ];

    private static readonly Dictionary<string, string> ByExtension = Known
        .SelectMany(k => k.Extensions, (k, extension) => (extension, k.Hint)).ToDictionary(e => e.extension, e => e.Hint, StringComparer.OrdinalIgnoreCase);

    /// <summary>The claim of a path's last name; of the path itself where the folder decides (<c>.github/workflows</c>).</summary>
    public static string Of(string? path)
    {
        if (string.IsNullOrEmpty(path)) return None;
        var normal = path.Replace('\\', '/');
        var name = normal[(normal.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        var hint = dot < 0 ? None : ByExtension.GetValueOrDefault(name[dot..], None);
        if (hint == Yaml && ("/" + normal).Contains("/.github/workflows/", StringComparison.OrdinalIgnoreCase)) return Workflow;
        if (name is "sitecustomize.py" or "usercustomize.py") return Startup;
        if (hint == Text && IsRequirements(name)) return Requirements;
        if (hint.Length > 0) return hint;
        if (name.StartsWith("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".dockerfile", StringComparison.OrdinalIgnoreCase)) return Dockerfile;
        if (name is "Makefile" or "makefile" or "GNUmakefile") return Shell;
        if (name == "Pipfile") return Toml;
        if (name == "saved_model.pb") return SavedModel;
        return name is "MLmodel" or "conda.yaml" ? Yaml : None;
    }

    private static bool IsRequirements(string name) =>
        name.Contains("requirements", StringComparison.OrdinalIgnoreCase) || name.StartsWith("constraints", StringComparison.OrdinalIgnoreCase);
}
