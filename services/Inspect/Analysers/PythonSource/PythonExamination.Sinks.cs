using Assay.Contracts.Values;
using Assay.Formats.PythonSource;

namespace Assay.Inspect.Analysers.PythonSource;

internal sealed partial class PythonExamination
{
    /// <summary>Judges a call of what is known to reach something; gives where its result comes from.</summary>
    private PythonTaint Sink(PythonNode node, PythonReachKind kind, string path, PythonValue function, PythonArguments arguments)
    {
        switch (kind)
        {
            case PythonReachKind.Command: Command(node, path, arguments); break;
            case PythonReachKind.Evaluate: Evaluated(node, path, arguments); break;
            case PythonReachKind.Script: return ScriptFile(node, path, arguments);
            case PythonReachKind.CodeObject: return CodeObject(node, path, arguments);
            case PythonReachKind.Unpickle: return Unpickled(node, path, arguments);
            case PythonReachKind.Native: Native(node, path, arguments); break;
            case PythonReachKind.Memory: _findings.Add(PythonRules.Native, Severity.Critical, node, $"'{path}' puts machine code into memory"); break;
            case PythonReachKind.Connect or PythonReachKind.Resolve: Connected(node, kind, path, arguments); return PythonTaint.Network;
            case PythonReachKind.Fetch or PythonReachKind.Send: Requested(node, kind, path, function, arguments); return PythonTaint.Network;
            case PythonReachKind.Download: Downloaded(node, path, arguments); return PythonTaint.Network;
            case PythonReachKind.Delete: Deleted(node, path, arguments); break;
            case PythonReachKind.Copy: Copied(node, path, arguments); break;
            case PythonReachKind.Open: return Opened(node, path, function, arguments);
            case PythonReachKind.Write: Written(node, path, function, arguments); break;
            case PythonReachKind.Read: return Read(node, PathOf(function, arguments)) | PythonTaint.File;
            case PythonReachKind.Secret: return Secret(node, path, arguments);
            case PythonReachKind.Environ: return PythonTaint.Environ;
            case PythonReachKind.Host: return PythonTaint.Host;
            case PythonReachKind.Spy: _findings.Add(PythonRules.Spies, Severity.High, node, $"'{path}' watches whoever runs it"); return PythonTaint.Secret;
            case PythonReachKind.Persist: _findings.Add(PythonRules.Writes, Severity.High, node, $"'{path}' makes something run again later"); break;
            case PythonReachKind.RemoteCode: RemoteCode(node, path, arguments); break;
            case PythonReachKind.Hook:
                _findings.Add(PythonRules.Patches, path.Contains("meta_path", StringComparison.Ordinal) || path.Contains("path_hooks", StringComparison.Ordinal) ? Severity.High : Severity.Low, node, $"'{path}' is called to step between the interpreter and other code");
                break;
            case PythonReachKind.Protected: _findings.Add(PythonRules.Protected, Severity.Medium, node, $"'{path}' decrypts code and runs it"); break;
            case PythonReachKind.Install: _findings.Add(PythonRules.Installs, Severity.Medium, node, $"'{path}' installs packages"); break;
            default: Other(node, path, arguments); break;
        }
        return PythonTaint.None;
    }

    private void Command(PythonNode node, string path, PythonArguments arguments)
    {
        var isMany = path.Contains(".exec", StringComparison.Ordinal) || path.Contains(".spawnl", StringComparison.Ordinal) || path.Contains("create_subprocess_exec", StringComparison.Ordinal);
        var skip = path.Contains(".spawn", StringComparison.Ordinal) && path.StartsWith("os.", StringComparison.Ordinal) ? 1 : 0;
        var first = arguments.At(skip, "args", "cmd", "command", "popenargs", "path", "file") ?? arguments.All.FirstOrDefault(a => PythonCommands.TextOf(a) is not null) ?? PythonValue.Unknown;
        var text = isMany || skip > 0 ? string.Join(' ', arguments.Positional.Skip(skip).Select(a => PythonCommands.TextOf(a) ?? PythonValue.Hole.ToString())) : PythonCommands.TextOf(first);
        if (path is "os.startfile" || path.StartsWith("pydoc.", StringComparison.Ordinal)) text ??= "";
        var isShell = path is "os.system" or "subprocess.getoutput" or "subprocess.getstatusoutput" || path.StartsWith("os.popen", StringComparison.Ordinal) || path.Contains("shell", StringComparison.Ordinal)
            || path.Contains("().system", StringComparison.Ordinal) || path.Contains("collect_env", StringComparison.Ordinal) || (first.IsText && arguments.Named.ContainsKey("shell") && IsTrue(node, "shell"));
        var taint = first.Deep() | arguments.Positional.Aggregate(PythonTaint.None, (t, a) => t | a.Deep());
        var isTainted = (taint & (PythonTaint.Network | PythonTaint.Request | PythonTaint.Decoded)) != 0;
        if (string.IsNullOrEmpty(text) || text.All(c => c is PythonValue.Hole or ' '))
        {
            var unknown = isTainted ? Severity.Critical : _place == PythonPlace.Script || _isScriptFile ? Severity.Medium : isShell || _place == PythonPlace.Import ? Severity.High : Severity.Medium;
            _findings.Add(PythonRules.Commands, unknown, node, isTainted ? $"'{path}' runs a command that comes from outside" : $"'{path}' runs a command that is made while it runs");
            return;
        }
        var (severity, reason) = PythonCommands.Judge(text, isShell, isTainted, _reach);
        // The words of a decoded command are known here, and no reader knew them.
        if ((taint & PythonTaint.Decoded) != 0 && severity < Severity.High && text.IndexOf(PythonValue.Hole, StringComparison.Ordinal) < 0) severity = Severity.High;
        var shown = Contracts.Findings.EvidenceText.Quote(text.Replace(PythonValue.Hole, '…'), 120);
        _findings.Add(PythonRules.Commands, severity, node, $"'{path}' runs \"{shown}\": {reason}");
        if (severity == Severity.Critical && InlineCode(text) is { } code) Nested(node, code, "in the command");
    }

    private static string? InlineCode(string command)
    {
        var at = command.IndexOf(" -c ", StringComparison.Ordinal);
        return at > 0 && command.StartsWith("python", StringComparison.Ordinal) ? command[(at + 4)..].Trim().Trim('"', '\'') : null;
    }

    private static bool IsTrue(PythonNode call, string keyword) =>
        call.Items.Any(i => i.Kind == PythonNodeKind.Keyword && i.Text == keyword && i.Items[0] is not { Kind: PythonNodeKind.Constant, Text: "False" or "None" });

    private static bool IsFalse(PythonNode call, string keyword) =>
        call.Items.Any(i => i.Kind == PythonNodeKind.Keyword && i.Text == keyword && i.Items[0] is { Kind: PythonNodeKind.Constant, Text: "False" } or { Kind: PythonNodeKind.Number, Text: "0" });

    private static bool Names(PythonNode call, string keyword) => call.Items.Any(i => i.Kind == PythonNodeKind.Keyword && i.Text == keyword);

    private void Evaluated(PythonNode node, string path, PythonArguments arguments)
    {
        var code = arguments.At(0, "source", "stmt", "expression", "code", "statement", "expr", "setup") ?? PythonValue.Unknown;
        for (var i = 0; i < 4 && code is { Kind: PythonValueKind.Path, Items.Count: > 0 } && code.Text is "builtins.compile()" or "ast.parse()" or "builtins.str()"; i++) code = code.Items[0].With(code.Taint);
        var isQuery = path.StartsWith("pandas.", StringComparison.Ordinal) || path.StartsWith("sympy.", StringComparison.Ordinal) || path.StartsWith("numexpr.", StringComparison.Ordinal) || path.StartsWith("typing.", StringComparison.Ordinal);
        var isTimed = path.StartsWith("timeit.", StringComparison.Ordinal);
        // A function of its own is measured, not a text.
        if (isTimed && code.Kind == PythonValueKind.Local) return;
        var isEval = path == "builtins.eval" || isQuery || isTimed;
        var taint = code.Deep();
        if (code.Kind == PythonValueKind.Path && code.Text is "builtins.input()") taint |= PythonTaint.None;
        if (code.IsWhole)
        {
            var isHidden = (taint & (PythonTaint.Decoded | PythonTaint.Network)) != 0;
            var worst = Nested(node, code.Text, isHidden ? "in the decoded text" : "in the text");
            if (isHidden) _findings.Add(PythonRules.Evaluates, Severity.Critical, node, $"'{path}' runs text that is decoded first: \"{Contracts.Findings.EvidenceText.Quote(code.Text, 120)}\"");
            else if (isQuery && !code.Text.Contains("__", StringComparison.Ordinal)) return;
            else _findings.Add(PythonRules.Evaluates, worst >= Severity.High ? Severity.Critical : isEval ? Severity.Low : Severity.Medium, node, $"'{path}' runs code that stands in a text");
            return;
        }
        if (isQuery && taint == PythonTaint.None) return;
        var (severity, what) = (taint, code) switch
        {
            _ when (taint & PythonTaint.Network) != 0 => (Severity.Critical, "runs code that comes from another machine"),
            _ when (taint & PythonTaint.Request) != 0 => (Severity.Critical, "runs code that whoever sends a request gives"),
            _ when (taint & (PythonTaint.Decoded | PythonTaint.Code)) != 0 => (Severity.Critical, "runs code that is decoded first"),
            _ when (taint & (PythonTaint.Secret | PythonTaint.Environ)) != 0 => (Severity.High, "runs code that stands in the environment"),
            _ when (taint & PythonTaint.File) != 0 => OfFile(code),
            (_, { IsText: true }) when code.Text[0] != PythonValue.Hole => (isEval ? Severity.Low : Severity.Medium, "runs code that is partly computed"),
            // Examples evaluate what a model has answered: whoever starts one sees it, and nothing else imports it.
            _ when isEval && (_place == PythonPlace.Script || _isScriptFile) => (Severity.Low, "evaluates a text that is made while it runs"),
            _ => (isEval ? Severity.Medium : Severity.High, "runs code that is made while it runs"),
        };
        if (_place == PythonPlace.Script && severity == Severity.High) severity = Severity.Medium;
        _findings.Add(PythonRules.Evaluates, severity, node, $"'{path}' {what}");
    }

    // "exec(open('version.py').read())" is how set-up scripts have learnt their version for twenty years.
    private static (Severity, string) OfFile(PythonValue code)
    {
        var file = FileOf(code);
        if (file is null || file.Contains(PythonValue.Hole, StringComparison.Ordinal)) return (file?.EndsWith(".py", StringComparison.Ordinal) == true ? Severity.Low : Severity.Medium, "runs code that is read from a file");
        return file.EndsWith(".py", StringComparison.OrdinalIgnoreCase) && !PythonPaths.IsAbsolute(file) ? (Severity.Low, $"runs the file {Contracts.Findings.EvidenceText.Quote(file, 80)}")
            : (Severity.High, $"runs the content of {Contracts.Findings.EvidenceText.Quote(file, 80)}, which is no Python file");
    }

    private static string? FileOf(PythonValue? value)
    {
        for (var i = 0; i < 12 && value is not null; i++)
        {
            if (value is { Kind: PythonValueKind.Path, Text: "builtins.open()" or "io.open()" or "codecs.open()" or "pathlib.Path()", Items.Count: > 0 }) return PythonPaths.TextOf(value.Items[0]);
            value = value.Of ?? value.Items.FirstOrDefault(v => v.Kind == PythonValueKind.Path);
        }
        return null;
    }

    private Severity? Nested(PythonNode node, string code, string how)
    {
        if (_nesting >= MaxNesting || string.IsNullOrWhiteSpace(code)) return null;
        var findings = _findings.Inside(node, code, how);
        var inner = new PythonExamination(_reach, findings, _place, _cancellationToken, _nesting + 1);
        inner.Examine(PythonModule.Parse(code, _cancellationToken));
        _steps += inner._steps;
        _work += inner._work;
        return findings.Worst;
    }

    private PythonTaint ScriptFile(PythonNode node, string path, PythonArguments arguments)
    {
        var isImport = path.StartsWith("importlib.", StringComparison.Ordinal) || path.StartsWith("imp.", StringComparison.Ordinal);
        var file = (isImport ? arguments.At(1, "location", "path", "pathname") : null) ?? arguments.At(0, "path_name", "mod_name", "file", "path");
        var taint = arguments.Taint;
        var text = file is null ? null : PythonPaths.TextOf(file);
        if (file is not null && IsOfHub(file, 0)) _findings.Add(PythonRules.Fetches, Severity.Medium, node, $"'{path}' runs a file that it fetches from a repository");
        else if ((taint & PythonTaint.Network) != 0) _findings.Add(PythonRules.Evaluates, Severity.Critical, node, $"'{path}' runs a file that was fetched from another machine");
        else if ((taint & PythonTaint.Decoded) != 0) _findings.Add(PythonRules.Evaluates, Severity.High, node, $"'{path}' runs a file with a computed name");
        else if (text is null || text.Contains(PythonValue.Hole, StringComparison.Ordinal)) _findings.Add(PythonRules.Evaluates, isImport ? Severity.Low : Severity.Medium, node, $"'{path}' runs a file whose name is made while it runs");
        else if (path.EndsWith("run_module", StringComparison.Ordinal)) _findings.Add(PythonRules.Evaluates, Severity.Medium, node, $"'{path}' runs the module {Contracts.Findings.EvidenceText.Quote(text, 80)}");
        else if (!text.EndsWith(".py", StringComparison.OrdinalIgnoreCase) && text.Contains('.', StringComparison.Ordinal) && !text.EndsWith(".so", StringComparison.Ordinal))
            _findings.Add(PythonRules.Evaluates, Severity.High, node, $"'{path}' runs {Contracts.Findings.EvidenceText.Quote(text, 80)}, which is no Python file by its name");
        else _findings.Add(PythonRules.Evaluates, PythonPaths.IsAbsolute(text) ? Severity.High : isImport ? Severity.Low : Severity.Medium, node, $"'{path}' runs the file {Contracts.Findings.EvidenceText.Quote(text, 80)}");
        return PythonTaint.None;
    }

    private static bool IsOfHub(PythonValue value, int depth) => depth < 6
        && ((value.Kind == PythonValueKind.Path && value.Text.StartsWith("huggingface_hub.", StringComparison.Ordinal) && (value.Text.EndsWith("hf_hub_download()", StringComparison.Ordinal) || value.Text.EndsWith("snapshot_download()", StringComparison.Ordinal)))
            || value.Items.Any(i => IsOfHub(i, depth + 1)));

    private PythonTaint CodeObject(PythonNode node, string path, PythonArguments arguments)
    {
        var first = arguments.At(0);
        // Copying a function of one's own is how decorators work.
        if (path == "types.FunctionType" && first is { Kind: PythonValueKind.Path } && (first.Text.EndsWith("__code__", StringComparison.Ordinal) || first.Text.EndsWith("func_code", StringComparison.Ordinal))) return PythonTaint.None;
        var isHidden = first is not null && (first.IsText || (first.Deep() & (PythonTaint.Decoded | PythonTaint.Network | PythonTaint.File)) != 0);
        _findings.Add(PythonRules.Evaluates, isHidden ? Severity.Critical : Severity.High, node, $"'{path}' makes code from bytes that no reader can read");
        return PythonTaint.Code;
    }

    private PythonTaint Unpickled(PythonNode node, string path, PythonArguments arguments)
    {
        var first = arguments.At(0, "file", "data", "f", "filename", "stream", "string", "allow_pickle");
        var taint = first?.Deep() ?? PythonTaint.None;
        if (path.StartsWith("numpy.", StringComparison.Ordinal) && !IsTrue(node, "allow_pickle")) return PythonTaint.File;
        if (path.StartsWith("yaml.", StringComparison.Ordinal))
        {
            if (first is { IsWhole: true } && first.Text.Contains("python/", StringComparison.Ordinal)) _findings.Add(PythonRules.Unpickles, Severity.Critical, node, $"'{path}' reads a text that makes Python objects");
            var loader = arguments.At(1, "Loader");
            if (loader is { Kind: PythonValueKind.Path } && loader.Text.Contains("Safe", StringComparison.Ordinal)) return PythonTaint.File;
        }
        var isSafe = path == "torch.load" && IsTrue(node, "weights_only");
        if (isSafe || path.Contains("load_model", StringComparison.Ordinal))
        {
            if (IsFalse(node, "safe_mode")) _findings.Add(PythonRules.Unpickles, Severity.Medium, node, $"'{path}' is told to run code of the file (safe_mode=False)");
            return PythonTaint.File;
        }
        var isInline = path.EndsWith('s') || path.EndsWith("decode", StringComparison.Ordinal) || first?.Kind == PythonValueKind.Path && first.Text == "io.BytesIO()";
        if (isInline && first is not null && ((first.IsText && first.Text.Length > 8) || (taint & PythonTaint.Decoded) != 0))
            _findings.Add(PythonRules.Unpickles, Severity.Critical, node, $"'{path}' loads a pickle that stands in the source: code in disguise");
        else if ((taint & PythonTaint.Request) != 0 && isInline) _findings.Add(PythonRules.Unpickles, Severity.High, node, $"'{path}' loads what whoever sends a request gives");
        else if ((taint & PythonTaint.Network) != 0) _findings.Add(PythonRules.Unpickles, Severity.High, node, $"'{path}' loads what another machine sends");
        else if (IsFalse(node, "weights_only")) _findings.Add(PythonRules.Unpickles, Severity.Medium, node, $"'{path}' is told to run code of the file (weights_only=False)");
        else _findings.Add(PythonRules.Unpickles, Severity.Low, node, $"'{path}' loads a file in a form that can run code");
        return PythonTaint.File;
    }

    private void Native(PythonNode node, string path, PythonArguments arguments)
    {
        // Switches of the compiler inside of torch load nothing.
        if (path.StartsWith("torch._C._jit_", StringComparison.Ordinal)) return;
        var first = arguments.At(0, "name", "library_filename", "path");
        var text = first is null ? null : PythonPaths.TextOf(first);
        var shown = Contracts.Findings.EvidenceText.Quote(text ?? "", 80);
        if (path.Contains("cpp_extension", StringComparison.Ordinal))
        {
            var sources = string.Join('\n', arguments.All.SelectMany(a => a.Kind == PythonValueKind.List ? a.Items : [a]).Where(a => a.IsText).Select(a => a.Text));
            var isSharp = SharpC().IsMatch(sources);
            _findings.Add(PythonRules.Native, isSharp ? Severity.Critical : path.EndsWith("inline", StringComparison.Ordinal) ? Severity.Medium : Severity.Low, node, isSharp ? $"'{path}' compiles and loads C++ that starts programs or connects" : $"'{path}' compiles and loads C++ of the model");
            return;
        }
        if ((arguments.Taint & (PythonTaint.Network | PythonTaint.Decoded)) != 0) _findings.Add(PythonRules.Native, Severity.Critical, node, $"'{path}' loads a library that was fetched or decoded");
        else if (text is not null && Vendor().IsMatch(text)) _findings.Add(PythonRules.Native, Severity.Low, node, $"'{path}' loads the library {shown}");
        else if (text is not null && (text.StartsWith("/tmp", StringComparison.Ordinal) || text.StartsWith("/dev/shm", StringComparison.Ordinal))) _findings.Add(PythonRules.Native, Severity.High, node, $"'{path}' loads {shown} from where anybody writes");
        else if (path is "ctypes.cdll.*" or "ctypes.windll.*") return;
        else _findings.Add(PythonRules.Native, Severity.Medium, node, text is null ? $"'{path}' loads a library that is chosen while it runs" : $"'{path}' loads the library {shown}");
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(?:^|[/\\])(?:lib)?(?:cud|nv|cublas|cusparse|cufft|nccl|gomp|omp|iomp|mkl|hip|roc|amd|sndfile|stdc\+\+|gcc|m\.|ascend|ze_|espeak|portaudio|tbb|openblas|blas|jemalloc|tcmalloc|magic|GL|vulkan|X11|av|sox|vlc)", System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex Vendor();

    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:system|popen|exec[lv]p?e?|fork|vfork|dlopen|socket|connect|posix_spawn|mprotect|unlink|fopen)\s*\(|__attribute__\s*\(\(\s*constructor|std::ofstream", System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex SharpC();
}
