using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.PythonSource;

namespace Assay.Inspect.Analysers.PythonSource;

internal sealed partial class PythonExamination
{
    private static readonly HashSet<string> KnownOperators =
        ["aten", "prim", "prims", "quantized", "torchvision", "image", "torchaudio", "torchtext", "fbgemm", "mkldnn", "mkldnn_prepacked", "xla", "sparse", "profiler", "inductor", "rnn", "_caffe2", "static_runtime", "metal", "vulkan",
         "cudnn", "onnx", "tensorexpr", "video", "detectron2", "onednn", "rng_prims", "higher_order", "c10d", "c10d_functional", "_c10d_functional", "debugprims", "vulkan_prepack", "xnnpack", "metal_prepack", "prepacked", "torch_scatter",
         "torch_sparse", "torch_cluster", "torch_spline_conv", "pyg", "internal", "cuda", "load_library", "loaded_libraries", "import_module"];

    private static readonly HashSet<string> FileOperators =
        ["aten.save", "aten.from_file", "aten.load", "image.read_file", "image.write_file", "torchaudio.sox_io_load_audio_file", "torchaudio.sox_io_save_audio_file", "torchaudio.sox_effects_apply_effects_file",
         "torchaudio.sox_io_get_info", "video.read_video_from_file", "video.probe_video_from_file", "image.decode_file", "aten._save_parameters", "torchaudio.save_audio_file", "torchaudio.ffmpeg_open", "torchvision.read_file", "torchvision.write_file"];

    private void Graph(PythonNode node, string path, PythonArguments arguments)
    {
        var isOperator = path.StartsWith("torch.ops.", StringComparison.Ordinal);
        if (!isOperator && !_isGraph) return;
        var name = isOperator ? path[10..] : path.StartsWith("torch.", StringComparison.Ordinal) ? "aten." + path[6..] : "";
        var parts = name.Split('.');
        if (parts.Length < 2) return;
        name = parts[0] + "." + parts[1];
        var text = arguments.All.FirstOrDefault(a => a.IsWhole)?.Text;
        if (FileOperators.Contains(name))
            _findings.Add(PythonRules.GraphFiles, text is null ? Severity.Medium : Severity.High, node, text is null ? $"the operation '{name}' opens a file" : $"the operation '{name}' opens the file {EvidenceText.Quote(text, 80)}");
        else if (parts[0] is "dist_rpc" or "rpc" || parts[1].StartsWith("rpc_", StringComparison.Ordinal))
            _findings.Add(PythonRules.Network, Severity.High, node, $"the operation '{name}' runs on another machine");
        else if (_isGraph && isOperator && !KnownOperators.Contains(parts[0]))
            _findings.Add(PythonRules.Operator, Severity.Medium, node, $"the operator '{EvidenceText.Quote(name, 80)}' belongs to no library that is known here");
    }

    private void Connected(PythonNode node, PythonReachKind kind, string path, PythonArguments arguments)
    {
        var target = arguments.At(path.EndsWith("sendto", StringComparison.Ordinal) ? 1 : 0, "address", "host", "hostname") ?? PythonValue.Unknown;
        var host = target.Kind == PythonValueKind.List && target.Items.Count > 0 ? target.Items[0] : target;
        var port = target.Kind == PythonValueKind.List && target.Items.Count > 1 ? target.Items[1] : arguments.At(1, "port");
        if (kind == PythonReachKind.Resolve)
        {
            // A name that carries data is how it leaves through a firewall.
            var carries = (host.Deep() & (PythonTaint.Host | PythonTaint.Secret | PythonTaint.Environ | PythonTaint.File)) != 0;
            if (host.IsText && carries && host.Text.Contains('.', StringComparison.Ordinal)) _findings.Add(PythonRules.Steals, Severity.High, node, $"'{path}' asks for a name that carries data of this machine");
            return;
        }
        var stolen = Stolen(arguments);
        if (stolen is not null) _findings.Add(PythonRules.Steals, Severity.Critical, node, $"'{path}' sends {stolen}");
        if (!host.IsWhole || path.StartsWith("pymongo", StringComparison.Ordinal) || path.StartsWith("redis", StringComparison.Ordinal) || path.StartsWith("psycopg", StringComparison.Ordinal)) return;
        var isLocal = host.Text is "localhost" or "127.0.0.1" or "0.0.0.0" or "" or "::1";
        // Asking which address this machine would use to reach a public resolver sends nothing.
        if (host.Text is "8.8.8.8" or "1.1.1.1" or "10.255.255.255" or "10.254.254.254" or "8.8.4.4" or "192.255.255.255" or "114.114.114.114") return;
        if (isLocal && port?.Kind != PythonValueKind.Number) return;
        _findings.Add(PythonRules.Network, Severity.High, node, $"'{path}' connects to {EvidenceText.Quote(host.Text, 80)}{(port?.Kind == PythonValueKind.Number ? ":" + port.Number : "")}");
    }

    private static string? Stolen(PythonArguments arguments)
    {
        var taint = PythonTaint.None;
        foreach (var value in arguments.Positional) taint |= value.Deep();
        foreach (var (name, value) in arguments.Named)
        {
            if (name is not ("headers" or "auth" or "token" or "cookies" or "verify" or "proxies" or "timeout")) taint |= value.Deep();
            else taint |= value.Deep() & PythonTaint.Environ;
        }
        return (taint & PythonTaint.Environ) != 0 ? "the whole environment, with every key and token in it" : (taint & PythonTaint.Secret) != 0 ? "a credential of whoever runs it"
            : (taint & PythonTaint.Host) != 0 ? "who and where this machine is" : null;
    }

    private void Requested(PythonNode node, PythonReachKind kind, string path, PythonValue function, PythonArguments arguments)
    {
        var address = arguments.All.FirstOrDefault(a => a.IsText && a.Text.Contains("://", StringComparison.Ordinal))
            ?? function.Of?.Items.FirstOrDefault(a => a.IsText && a.Text.Contains('.', StringComparison.Ordinal)) ?? arguments.At(0, "url") ?? PythonValue.Unknown;
        var url = address.IsText ? address.Text : address.Kind == PythonValueKind.Path && address.Text == "urllib.request.Request()" && address.Items.FirstOrDefault(i => i.IsText) is { } inner ? inner.Text : "";
        var shown = EvidenceText.Quote(url.Replace(PythonValue.Hole, '…'), 100);
        var stolen = Stolen(arguments);
        // A token in a request to the service that issued it is how one logs in.
        if (stolen is not null && !(PythonAddresses.IsService(url) && !stolen.Contains("environment", StringComparison.Ordinal)))
        {
            var isHost = stolen.StartsWith("who", StringComparison.Ordinal);
            _findings.Add(PythonRules.Steals, isHost ? Severity.High : Severity.Critical, node, $"'{path}' sends {stolen} to {(shown.Length > 0 ? shown : "an address")}");
            return;
        }
        var taint = arguments.Taint;
        var isDiscarded = _statement is { Kind: PythonNodeKind.Expression } && ReferenceEquals(_statement.Items[0], node);
        var isModule = !_isScriptFile && _place == PythonPlace.Import;
        if (PythonAddresses.IsCollector(url)) _findings.Add(PythonRules.Network, Severity.High, node, $"'{path}' reports to {shown}, where anybody can collect anonymously");
        else if (kind == PythonReachKind.Send && (taint & (PythonTaint.File | PythonTaint.Secret)) != 0 && url.Length > 0 && !PythonAddresses.IsService(url))
            _findings.Add(PythonRules.Steals, Severity.High, node, $"'{path}' sends the content of a file to {shown}");
        else if (kind == PythonReachKind.Send && (taint & PythonTaint.Request) != 0 && url.Length > 0 && url[0] != PythonValue.Hole && !PythonAddresses.IsService(url))
            _findings.Add(PythonRules.Steals, Severity.High, node, $"'{path}' sends what users ask the model to {shown}");
        else if (url.Length > 0 && PythonAddresses.IsNumber(url)) _findings.Add(PythonRules.Network, isModule || isDiscarded || PythonAddresses.IsCode(url) ? Severity.High : Severity.Medium, node, $"'{path}' calls {shown}, an address without a name");
        else if (isDiscarded && isModule && url.Length > 0) _findings.Add(PythonRules.Network, Severity.High, node, $"'{path}' calls {shown} on import and throws the answer away: it tells somebody that it runs");
        else if (isModule && kind == PythonReachKind.Send) _findings.Add(PythonRules.Network, Severity.Medium, node, $"'{path}' sends something on import");
        else if (isDiscarded && url.Length > 0 && !PythonAddresses.IsService(url) && _place == PythonPlace.Function) _findings.Add(PythonRules.Network, Severity.Medium, node, $"'{path}' calls {shown} and throws the answer away");
        else _findings.Add(PythonRules.Network, Severity.Low, node, url.Length > 0 ? $"'{path}' calls {shown}" : $"'{path}' calls an address that it is given");
    }

    private void Downloaded(PythonNode node, string path, PythonArguments arguments)
    {
        var url = arguments.All.FirstOrDefault(a => a.IsText && a.Text.Contains("://", StringComparison.Ordinal))?.Text ?? "";
        var target = arguments.All.Where(a => a.IsText && a.Text != url).Select(a => a.Text).FirstOrDefault() ?? "";
        var isCode = (url.Length > 0 && PythonAddresses.IsCode(url) && !url.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)) || PythonPaths.IsCode(target);
        var severity = isCode || PythonPaths.IsStartUp(target) || PythonAddresses.IsCollector(url) ? Severity.High : PythonAddresses.IsNumber(url) ? Severity.Medium : Severity.Low;
        if (PythonAddresses.IsNumber(url) && _place == PythonPlace.Import && !_isScriptFile) severity = Severity.High;
        _findings.Add(PythonRules.Network, severity, node, $"'{path}' downloads {EvidenceText.Quote(url.Replace(PythonValue.Hole, '…'), 100)}{(isCode ? ", which is a program" : "")}");
    }

    private void Deleted(PythonNode node, string path, PythonArguments arguments)
    {
        var text = arguments.At(0, "path") is { } value ? PythonPaths.TextOf(value) : null;
        if (text is null || !PythonPaths.IsAbsolute(text)) return;
        var bare = text.TrimEnd('/', '*', '.');
        var isAll = bare.Length <= 1 || bare is "/home" or "/root" or "/etc" or "/usr" or "/var" or "~" || bare.EndsWith(":\\", StringComparison.Ordinal) || PythonPaths.IsSecret(bare + "/");
        if (isAll) _findings.Add(PythonRules.Destroys, Severity.Critical, node, $"'{path}' deletes {EvidenceText.Quote(text, 80)}");
        else if (!PythonPaths.IsScratch(text) && !text.Contains(PythonValue.Hole, StringComparison.Ordinal) && !text.Contains("cache", StringComparison.OrdinalIgnoreCase))
            _findings.Add(PythonRules.Destroys, Severity.High, node, $"'{path}' deletes {EvidenceText.Quote(text, 80)}");
    }

    private void Copied(PythonNode node, string path, PythonArguments arguments)
    {
        if (arguments.At(0, "src") is { } from) Read(node, PythonPaths.TextOf(from));
        if (arguments.At(1, "dst") is { } to && PythonPaths.TextOf(to) is { } target) WrittenTo(node, path, target, PythonTaint.None, hasContent: false);
    }

    private PythonTaint Opened(PythonNode node, string path, PythonValue function, PythonArguments arguments)
    {
        var isMethod = path.EndsWith("Path().open", StringComparison.Ordinal);
        var target = isMethod ? PathOf(function, arguments) : arguments.At(0, "file", "filename", "path") is { } file ? PythonPaths.TextOf(file) : null;
        var mode = arguments.At(isMethod ? 0 : 1, "mode")?.Text ?? "";
        if (path == "os.open") mode = arguments.All.Skip(1).Any(a => a.Text.Contains("WR", StringComparison.Ordinal) || a.Kind == PythonValueKind.Unknown) && target is not null && PythonPaths.IsStartUp(target) ? "w" : "";
        // Lines that begin with "import" in such a file run whenever Python starts; a checkpoint is never opened as text.
        if (path != "os.open" && mode.AsSpan().ContainsAny("wa") && !mode.Contains('b', StringComparison.Ordinal) && target is not null && target.EndsWith(".pth", StringComparison.OrdinalIgnoreCase))
            _findings.Add(PythonRules.Writes, Severity.High, node, $"'{path}' writes {EvidenceText.Quote(target.Replace(PythonValue.Hole, '…'), 80)} as text, which Python reads whenever it starts");
        if (mode.AsSpan().ContainsAny("wax+")) WrittenTo(node, path, target, arguments.Taint, hasContent: true);
        else return Read(node, target) | PythonTaint.File;
        return PythonTaint.None;
    }

    // Python imports out of every zip file, whatever it is called.
    private static bool IsArchive(string path) => path.LastIndexOf('.') is var dot and > 0 && path[dot..].ToLowerInvariant()
        is ".bin" or ".zip" or ".pt" or ".pth" or ".pkl" or ".safetensors" or ".gguf" or ".onnx" or ".npz" or ".dat" or ".ckpt" or ".keras" or ".whl" or ".egg";

    private static string? PathOf(PythonValue function, PythonArguments arguments) =>
        function.Of is not null && PythonPaths.TextOf(function.Of) is { } own ? own : arguments.At(0, "file", "filename", "path", "fname") is { } given ? PythonPaths.TextOf(given) : null;

    private void Written(PythonNode node, string path, PythonValue function, PythonArguments arguments)
    {
        var target = path.StartsWith("pathlib.", StringComparison.Ordinal) ? PathOf(function, arguments)
            : arguments.All.Where(a => a.IsText || a.Text.StartsWith("pathlib.", StringComparison.Ordinal)).Select(PythonPaths.TextOf).FirstOrDefault(t => t is not null && (path.StartsWith("pathlib", StringComparison.Ordinal) || PythonPaths.IsAbsolute(t)));
        WrittenTo(node, path, target, PythonTaint.None, hasContent: true);
    }

    private void WrittenTo(PythonNode node, string path, string? target, PythonTaint taint, bool hasContent)
    {
        if (target is null || (taint & PythonTaint.Code) != 0) return;
        var shown = EvidenceText.Quote(target.Replace(PythonValue.Hole, '…'), 80);
        var isModule = !_isScriptFile && _place == PythonPlace.Import;
        if (PythonPaths.IsStartUp(target)) _findings.Add(PythonRules.Writes, Severity.Critical, node, $"'{path}' changes {shown}, which decides what runs later or who may log in");
        else if (PythonPaths.IsAbsolute(target) && !target.StartsWith("/dev/", StringComparison.Ordinal))
        {
            var isProgram = PythonPaths.IsCode(target);
            // A module that writes to a fixed place as soon as it is imported; a script, or a method that keeps an upload for a moment, is another matter.
            var severity = isProgram || (isModule && hasContent) ? Severity.High : PythonPaths.IsScratch(target) ? Severity.Low
                : target.Contains(PythonValue.Hole, StringComparison.Ordinal) || _place == PythonPlace.Script || _isScriptFile || target.Contains("cache", StringComparison.OrdinalIgnoreCase) ? Severity.Low : Severity.High;
            if (severity == Severity.Low && _place == PythonPlace.Function && _function?.Text is "__init__" or "initialize" or "__new__" or "__init_subclass__" or "__post_init__" && !target.Contains(PythonValue.Hole, StringComparison.Ordinal)) severity = Severity.Medium;
            _findings.Add(PythonRules.Writes, severity, node, $"'{path}' writes {shown}");
        }
        else if (PythonPaths.Climbs(target)) _findings.Add(PythonRules.Writes, Severity.High, node, $"'{path}' writes {shown}, outside of the model's folder");
        else if (PythonPaths.IsCode(target) && hasContent && !target.Contains(PythonValue.Hole, StringComparison.Ordinal)) _findings.Add(PythonRules.Writes, Severity.Medium, node, $"'{path}' writes a program, {shown}");
    }

    private PythonTaint Read(PythonNode node, string? target)
    {
        if (target is null || !PythonPaths.IsSecret(target)) return PythonTaint.None;
        _findings.Add(PythonRules.Reads, Severity.High, node, $"it reads {EvidenceText.Quote(target.Replace(PythonValue.Hole, '…'), 80)}, where credentials or private data are kept");
        return PythonTaint.Secret;
    }

    private PythonTaint Secret(PythonNode node, string path, PythonArguments arguments)
    {
        if (path is "os.getenv" or "os.environ.get" or "os.environ.pop") return arguments.At(0, "key") is { IsWhole: true } name && SecretName().IsMatch(name.Text) ? PythonTaint.Secret : PythonTaint.None;
        if (!path.StartsWith("huggingface_hub", StringComparison.Ordinal) && path is not ("getpass.getpass" or "google.auth.default")) _findings.Add(PythonRules.Reads, path.StartsWith("keyring", StringComparison.Ordinal) ? Severity.Medium : Severity.High, node, $"'{path}' takes credentials from where they are kept");
        return PythonTaint.Secret;
    }

    private void RemoteCode(PythonNode node, string path, PythonArguments arguments)
    {
        var repository = arguments.At(0, "repo_or_dir", "github");
        var isLocal = arguments.At(2, "source") is { IsWhole: true, Text: "local" };
        var isKnown = repository is { IsWhole: true } && (repository.Text.StartsWith("pytorch/", StringComparison.Ordinal) || repository.Text.StartsWith("facebookresearch/", StringComparison.Ordinal));
        if (isLocal) return;
        _findings.Add(PythonRules.Fetches, isKnown || _isScriptFile || _place == PythonPlace.Script ? Severity.Low : Severity.Medium, node, $"'{path}' runs code of {(repository is { IsWhole: true } ? EvidenceText.Quote(repository.Text, 80) : "a repository that is chosen while it runs")}");
    }

    private void Other(PythonNode node, string path, PythonArguments arguments)
    {
        if (path is "sys.path.insert" or "sys.path.append" && arguments.All.LastOrDefault(a => a.IsWhole) is { } place && IsArchive(place.Text))
            _findings.Add(PythonRules.Evaluates, Severity.Medium, node, $"modules are imported out of {EvidenceText.Quote(place.Text, 80)}");
        if (!IsTrue(node, "trust_remote_code") || !Names(node, "trust_remote_code")) return;
        var value = node.Items.First(i => i.Kind == PythonNodeKind.Keyword && i.Text == "trust_remote_code").Items[0];
        if (value is not { Kind: PythonNodeKind.Constant, Text: "True" }) return;
        var repository = arguments.At(0, "pretrained_model_name_or_path", "model", "path");
        var isOther = repository is { IsWhole: true } && repository.Text.Count(c => c == '/') == 1 && !repository.Text.StartsWith('.') && !repository.Text.StartsWith('/');
        if (!isOther) return;
        _findings.Add(PythonRules.Fetches, _isScriptFile || _place == PythonPlace.Script ? Severity.Low : Severity.Medium, node, $"'{path.TrimStart('?')}' runs code of {EvidenceText.Quote(repository!.Text, 80)}");
    }
}
