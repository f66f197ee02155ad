using Assay.Formats.Pickle;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Judges the names that a configuration makes the loader look up.</summary>
internal sealed class KerasJudge(KerasNames names, GlobalJudge globals)
{
    private const string Outside = "is a part of Keras that no model needs: it reaches files, the network or the loader itself";

    /// <summary>A class by the two or three names that stand for it.</summary>
    public NameReach Class(string? module, string name, string? registered)
    {
        var reach = Resolve(module, name, isFunction: false);
        if (reach.Kind > NameReachKind.Custom || registered is null) return reach;
        var package = registered.IndexOf('>');
        // A registered class is looked for first, whatever module is named beside it.
        return package > 0 && !IsKnownPackage(registered, package) ? new(NameReachKind.Custom, registered) : reach;
    }

    /// <summary>A function by its module and name; null where an old configuration names none.</summary>
    public NameReach Function(string? module, string name) => Resolve(module, name, isFunction: true);

    /// <summary>An operation by the name that follows <c>tf.</c>.</summary>
    public NameReach Operation(string symbol) => Tensorflow(symbol.Split('.'), "tf." + symbol);

    private NameReach Resolve(string? module, string name, bool isFunction)
    {
        if (string.IsNullOrEmpty(module)) return Unqualified(name, isFunction);
        var path = module + "." + name;
        var parts = path.Split('.');
        if (names.Roots.Contains(parts[0])) return Keras(parts[1..], path, isFunction);
        if (parts[0] is "tensorflow" or "tf" or "tensorflow_core")
        {
            var keras = Array.IndexOf(parts, "keras");
            return keras > 0 ? Keras(parts[(keras + 1)..], path, isFunction) : Tensorflow(parts[1..], path);
        }
        if (parts[0] == "builtins" && (isFunction ? names.Functions : names.Classes).Contains(name)) return new(NameReachKind.Known, path);
        return Elsewhere(module, name, path, parts[0], isFunction);
    }

    private NameReach Elsewhere(string module, string name, string path, string root, bool isFunction)
    {
        var reach = globals.Judge(new PickleImport(module, name, 0, default, Resolved: true));
        if (reach.Kind == ReachKind.Dangerous) return new(NameReachKind.Dangerous, reach.Name, reach.Does ?? "");
        if (root == "tensorflow_hub") return new(NameReachKind.Known, path);
        if (names.Libraries.Contains(root) && (!isFunction || reach.Kind == ReachKind.Harmless || IsTensorflowLibrary(root))) return new(NameReachKind.Known, path);
        // A function of one's own is saved as one of builtins; nothing of Python's own is ever a layer.
        if (names.Standard.Contains(root)) return new(NameReachKind.Standard, path, "is a part of Python itself, which no model needs");
        return new(NameReachKind.Custom, path);
    }

    private static bool IsTensorflowLibrary(string root) => root.StartsWith("tensorflow_", StringComparison.Ordinal) || root is "tfa" or "official";

    private NameReach Unqualified(string name, bool isFunction)
    {
        var package = name.IndexOf('>');
        if (package > 0) return new(IsKnownPackage(name, package) ? NameReachKind.Known : NameReachKind.Custom, name);
        if (name.Contains('.'))
        {
            var dot = name.LastIndexOf('.');
            return Resolve(name[..dot], name[(dot + 1)..], isFunction);
        }
        if (names.Harmful.TryGetValue(name, out var does)) return new(NameReachKind.Harmful, name, does);
        if ((isFunction ? names.Functions : names.Classes).Contains(name)) return new(NameReachKind.Known, name);
        return new(NameReachKind.Custom, name);
    }

    // Optimizers of TensorFlow 2.11 to 2.15 are registered as Custom>Adam.
    private bool IsKnownPackage(string registered, int end) =>
        names.Packages.Contains(registered[..end]) || (registered[..end] == "Custom" && names.Classes.Contains(registered[(end + 1)..]));

    private NameReach Keras(string[] parts, string path, bool isFunction)
    {
        var name = parts.Length == 0 ? "" : parts[^1];
        if (names.Harmful.TryGetValue(name, out var does)) return new(NameReachKind.Harmful, path, does);
        foreach (var part in parts)
        {
            // A module reached through another one: keras.src.utils.file_utils.os.
            if (part is "os" or "sys" or "subprocess" or "builtins" or "shutil" or "importlib" or "__builtins__" or "__globals__")
                return new(NameReachKind.Dangerous, path, "reaches Python's own modules through Keras");
            if (part.StartsWith("__", StringComparison.Ordinal) && part != name) return new(NameReachKind.Dangerous, path, "reaches Python's internals");
        }
        if (names.Utilities.Contains(name)) return new(NameReachKind.Known, path);
        for (var i = 0; i < parts.Length - 1; i++)
        {
            if (names.HarmfulAreas.Contains(parts[i])) return new(NameReachKind.Harmful, path, Outside);
        }
        if (isFunction && parts.Length > 1 && Array.IndexOf(parts, "applications") >= 0 && name is not ("preprocess_input" or "decode_predictions"))
            return new(NameReachKind.Harmful, path, "downloads another model's weights");
        return new(NameReachKind.Known, path);
    }

    private NameReach Tensorflow(string[] parts, string path)
    {
        const string Does = "reaches files, the network or Python from inside the graph";
        var keras = Array.IndexOf(parts, "keras");
        if (keras >= 0) return Keras(parts[(keras + 1)..], path, isFunction: true);
        foreach (var part in parts)
        {
            if (names.TensorflowHarmful.Contains(part)) return new(NameReachKind.Harmful, path, Does);
        }
        if (Array.IndexOf(parts, "raw_ops") >= 0 && names.RawHarmful.Contains(parts[^1])) return new(NameReachKind.Harmful, path, Does);
        if (Array.IndexOf(parts, "data") >= 0 && parts[^1].EndsWith("Dataset", StringComparison.Ordinal) && parts[^1] != "Dataset")
            return new(NameReachKind.Harmful, path, Does);
        var area = parts[0] is "compat" && parts.Length > 2 ? parts[2] : parts[0];
        var isPlain = parts.Length == 1 || names.TensorflowAreas.Contains(area) || area == "python" || parts[0] == "compat";
        return new(isPlain ? NameReachKind.Known : NameReachKind.Custom, path);
    }
}
