using System.Buffers.Binary;
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
    private const int MaxText = 64 * 1024;

    /// <summary>Texts that are looked at, overlapping ones counted again: some milliseconds of honest code, a second of hostile.</summary>
    private const long MaxLook = 32 << 20;

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
        long looked = 0;
        for (var i = 0; i + 2 < code.Length && looked < MaxLook; i++)
        {
            // A text is its kind, its length and its letters; the highest bit of the kind says that it is referred to.
            var (start, length) = (code[i] & 0x7f) switch
            {
                'z' or 'Z' => (i + 2, (int)code[i + 1]),
                'a' or 'A' or 'u' or 't' or 's' when i + 5 <= code.Length => (i + 5, BinaryPrimitives.ReadInt32LittleEndian(code[(i + 1)..])),
                _ => (0, 0),
            };
            if (length is < 2 or > MaxText || start + length > code.Length) continue;
            looked += length;
            var text = Encoding.Latin1.GetString(code.Slice(start, length));
            if (Dangerous.Contains(text)) return (Severity.Critical, text);
            if (Source().Match(text) is { Success: true } match) return (Severity.Critical, match.Value);
        }
        return (Severity.Medium, null);
    }

    /// <summary>Dangerous names in a text that is source code, or a dotted name.</summary>
    [GeneratedRegex(@"__import__|\b(?:os|subprocess|builtins|importlib|socket|shutil|ctypes|pty)\.\w+|\b(?:exec|eval|compile|system|popen)\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex Source();
}
