namespace Assay.Formats.PythonBytecode;

/// <summary>What comes out of the few calls that only name something: imports and attributes by text, and text put together at run time.</summary>
internal static class PyCalls
{
    private const int MaxText = 4096;

    public static PySymbol Result(PySymbol callee, List<PySymbol> arguments, string words)
    {
        var path = callee.Path;
        var first = arguments.Count > 0 ? arguments[0] : PySymbol.Unknown;
        switch (path[(path.LastIndexOf('.') + 1)..])
        {
            case "__import__" or "import_module" when first.Text is { } module:
                return new(module, words);
            case "getattr" or "__getattribute__" when arguments.Count >= 2:
                return new PySymbol(first.Path, first.Words).Attribute(arguments[1].Text ?? "?") with { Words = words };
            case "__getitem__" or "get" or "__getattr__" or "__getattribute__" when first.Text is { } key && path.LastIndexOf('.') > 0:
                return new PySymbol(path[..path.LastIndexOf('.')], "").Attribute(key) with { Words = words };
            case "vars" or "dir" when arguments.Count == 1 && first.Path != "?":
                return first with { Words = words };
            case "globals" or "locals":
                return new("builtins", words);
            case "str" or "chr" or "lower" or "upper" or "strip" when first.Text is { } text:
                return PySymbol.Of(text);
        }
        return Joined(callee, first) is { } joined ? PySymbol.Of(joined) : callee.Result(words);
    }

    // ''.join(['sy', 'stem'])
    private static string? Joined(PySymbol callee, PySymbol items)
    {
        if (!callee.Path.EndsWith(".join", StringComparison.Ordinal) || items.Items is not { } parts) return null;
        var end = callee.Words.LastIndexOf("'.join", StringComparison.Ordinal);
        if (end < 1 || callee.Words[0] != '\'' || parts.Any(p => p is null) || parts.Sum(p => p!.Length) > MaxText) return null;
        return string.Join(callee.Words[1..end], parts);
    }
}
