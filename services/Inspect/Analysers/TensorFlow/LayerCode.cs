using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>
/// Judges marshalled bytecode of a layer by the names it uses. The one place to ask for a judgement of bytecode: a decoder of instructions takes the
/// place of this search.
/// </summary>
internal static partial class LayerCode
{
    private static readonly FrozenSet<string> Dangerous = new[]
    {
        "os", "posix", "nt", "sys", "subprocess", "system", "popen", "Popen", "spawn", "exec", "eval", "compile", "execfile", "open", "__import__", "import_module",
        "importlib", "builtins", "__builtins__", "__globals__", "__subclasses__", "__class__", "__mro__", "__base__", "__bases__", "getattr", "setattr", "socket", "urllib",
        "urlopen", "urlretrieve", "requests", "http", "ftplib", "shutil", "rmtree", "unlink", "ctypes", "cdll", "CDLL", "pty", "pickle", "marshal", "loads", "base64",
        "b64decode", "codecs", "runpy", "check_output", "check_call", "run_cmd", "write_file", "read_file", "gfile", "get_file", "load_library", "load_op_library", "py_function",
        "numpy_function", "environ", "putenv", "execv", "fork", "breakpoint", "input", "webbrowser", "multiprocessing", "threading", "globals", "locals", "vars",
        "__dict__", "__code__", "__getattribute__", "pathlib", "tempfile", "platform", "asyncio", "zipimport", "pkgutil", "code", "pip",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How grave it is, and the name that decides; null where no name does.</summary>
    public static (Severity Severity, string? Name) Judge(ReadOnlySpan<byte> code)
    {
        var text = Encoding.Latin1.GetString(code);
        foreach (var match in Word().EnumerateMatches(text))
        {
            var word = text.AsSpan(match.Index, match.Length);
            if (Find(word) is { } name) return (Severity.Critical, name);
        }
        return (Severity.Medium, null);
    }

    // A short text is its kind, its length and its letters: a length that is a letter, or the kind itself, stands before the name.
    private static string? Find(ReadOnlySpan<char> word)
    {
        var lookup = Dangerous.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < Math.Min(3, word.Length); i++)
        {
            if (lookup.TryGetValue(word[i..], out var name) && (i == 0 || name.Length > 3)) return name;
        }
        return null;
    }

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
