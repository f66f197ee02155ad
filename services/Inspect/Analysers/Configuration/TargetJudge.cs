using Assay.Contracts.Values;
using Assay.Inspect.Analysers.PythonSource;

namespace Assay.Inspect.Analysers.Configuration;

/// <summary>Judges a dotted name that a loader will import and call.</summary>
internal static class TargetJudge
{
    // Packages whose classes and functions compute; what reaches further among them is in the list of reaches.
    private static readonly HashSet<string> Packages =
    [
        "torch", "torchvision", "torchaudio", "torchmetrics", "torchtext", "nemo", "nemo_text_processing", "nemo_run", "megatron", "pytorch_lightning", "lightning", "lightning_fabric", "transformers", "diffusers", "peft", "datasets",
        "sentence_transformers", "timm", "monai", "ignite", "hydra", "omegaconf", "numpy", "sklearn", "optuna", "wandb", "mlflow", "tensorflow", "keras", "jax", "flax", "optax", "einops", "kornia", "albumentations", "accelerate",
        "bitsandbytes", "deepspeed", "xformers", "speechbrain", "espnet", "espnet2", "fairseq", "fairseq2", "whisper", "apex", "segmentation_models_pytorch", "torch_geometric", "dgl", "open_clip", "ldm", "sgm", "collections", "math",
        "operator", "datetime", "itertools", "copy", "random", "string", "typing", "dataclasses", "enum", "fractions", "decimal", "statistics", "scipy", "pandas", "gluonts", "pytorch_forecasting", "neuralforecast", "diffusion_policy",
        "lerobot", "sam2", "detectron2", "mmcv", "mmdet", "mmseg", "mmengine", "mmpretrain", "ultralytics", "tokenizers", "trl", "evaluate", "torchtune", "torchrl", "gymnasium", "gym", "xgboost", "lightgbm", "catboost", "skorch",
        "pyannote", "asteroid", "julius", "librosa", "audiocraft", "descript", "dac", "encodec", "vector_quantize_pytorch", "rotary_embedding_torch", "mamba_ssm", "flash_attn", "cosyvoice", "matcha", "imaginaire", "cosmos1", "clip", "schedulefree", "transformer_engine", "modelopt", "pathlib", "logging", "functools", "uuid",
    ];

    private static readonly HashSet<string> PlainBuiltins =
        ["dict", "list", "int", "str", "range", "slice", "set", "tuple", "float", "bool", "len", "sorted", "print", "frozenset", "bytes", "complex", "min", "max", "sum", "abs", "round", "zip", "enumerate", "object", "type"];

    private static readonly HashSet<string> PlainOs = ["os.path", "os.environ", "os.getenv", "os.getcwd", "os.cpu_count", "os.sep", "os.getpid"];

    private static readonly HashSet<string> Standard =
        ["os", "sys", "subprocess", "shutil", "socket", "ctypes", "importlib", "pty", "runpy", "code", "codeop", "pdb", "bdb", "commands", "pickle", "marshal", "webbrowser", "multiprocessing", "posix", "nt", "builtins", "__builtin__",
         "imp", "zipimport", "pkgutil", "pydoc", "timeit", "cProfile", "profile", "trace", "asyncio", "threading", "signal", "atexit", "tempfile", "urllib", "http", "ftplib", "smtplib", "telnetlib", "ssl", "platform", "inspect",
         "types", "gc", "site", "ensurepip", "venv", "pip", "distutils", "setuptools", "cffi", "requests", "httpx", "aiohttp", "paramiko", "fabric", "invoke", "sh", "plumbum", "pexpect", "IPython", "ast", "dis", "linecache", "shelve",
         "dbm", "sqlite3", "xmlrpc", "wsgiref", "cgi", "cgitb", "antigravity", "idlelib", "lib2to3", "test", "doctest", "unittest", "turtle", "curses", "readline", "rlcompleter", "nntplib", "poplib", "imaplib", "joblib", "dill", "cloudpickle"];

    /// <summary>How grave it is that a loader calls this; null for what only computes.</summary>
    /// <param name="target">The dotted name.</param>
    /// <param name="isStrict">The loader calls it for certain, so that an unknown name counts.</param>
    public static (Severity Severity, string Why)? Judge(string target, bool isStrict)
    {
        var name = target.Trim().Replace(':', '.').Replace('/', '.');
        if (name.Length is 0 or > 400 || name.Any(c => !char.IsLetterOrDigit(c) && c is not ('_' or '.' or '-'))) return null;
        var reach = PythonReach.Shared;
        var path = reach.Canonical(name);
        if (reach.IsBuiltin(path) && !name.Contains('.', StringComparison.Ordinal) && isStrict) path = "builtins." + path;
        var root = path.Split('.')[0];
        // A module by itself is where a name is looked up; the name stands elsewhere.
        if (name == "builtins") return null;
        if (root == "builtins") return PlainBuiltins.Contains(path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..]) ? null : (Severity.Critical, "a function of the interpreter that runs or reaches anything");
        if (OfKind(reach.KindOf(path)) is { } grave) return grave;
        if (path.Contains(".__", StringComparison.Ordinal)) return (Severity.High, "goes through the interpreter's own structures");
        if (PlainOs.Any(p => path == p || path.StartsWith(p + ".", StringComparison.Ordinal))) return null;
        if (Standard.Contains(root)) return name.Contains('.', StringComparison.Ordinal) ? (Severity.High, "a module that reaches beyond the model") : null;
        if (!isStrict) return null;
        if (Packages.Contains(root)) return path.Contains("._", StringComparison.Ordinal) && !path.Contains("._target", StringComparison.Ordinal) && root is "torch" or "numpy" or "pandas" or "sklearn" or "transformers" && path.Contains("._", StringComparison.Ordinal) ? (Severity.Medium, "an inner function of a package") : null;
        return name.Contains('.', StringComparison.Ordinal) ? (Severity.Medium, "a package that nobody vouches for") : null;
    }

    private static (Severity, string)? OfKind(PythonReachKind kind) => kind switch
    {
        PythonReachKind.Nothing or PythonReachKind.Host or PythonReachKind.Secret or PythonReachKind.Environ or PythonReachKind.Read => null,
        PythonReachKind.Command => (Severity.Critical, "runs a command"),
        PythonReachKind.Evaluate or PythonReachKind.Script or PythonReachKind.CodeObject or PythonReachKind.Memory => (Severity.Critical, "runs code"),
        PythonReachKind.Delete => (Severity.Critical, "deletes files"),
        PythonReachKind.Install => (Severity.Critical, "installs packages"),
        PythonReachKind.Unpickle => (Severity.High, "deserialises objects that can run code"),
        PythonReachKind.Open or PythonReachKind.Write or PythonReachKind.Copy => (Severity.High, "opens or writes files"),
        PythonReachKind.Native => (Severity.High, "loads native code"),
        PythonReachKind.RemoteCode => (Severity.High, "fetches code of another repository and runs it"),
        _ => (Severity.High, "reaches the network or the interpreter"),
    };
}
