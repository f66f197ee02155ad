namespace Assay.Formats.Pickle;

/// <summary>The functions of the standard library and of writers of pickles that turn text into an import, and what they return.</summary>
internal static class PickleNaming
{
    private const int MaxAttributes = 16;

    /// <summary>What the call returns; null where the callee is no such function, or its arguments are not texts that the file holds.</summary>
    public static PickleImport? Of(ByteSource source, PickleImport callee, PickleCall call)
    {
        var arguments = call.ArgumentList;
        switch (callee.Name)
        {
            case "getattr" or "_getattr" or "_get_attr" or "_getattribute":
                if (arguments.Length is < 2 or > 3 || arguments[0].Import is not { Resolved: true } owner) return null;
                return Text(source, arguments, 1) is { } name ? Attribute(owner, name) : null;
            case "__getattribute__" when arguments.Length == 2 && arguments[0].Import is { Resolved: true } self:
                return Text(source, arguments, 1) is { } own ? Attribute(self, own) : null;
            case "_ufunc_reconstruct" when arguments.Length == 2:
                return Named(Text(source, arguments, 0), Text(source, arguments, 1));
            case "__import__" or "import_module" or "subimport" or "_import_module" or "importModule" or "importlib_import":
                return Text(source, arguments, 0) is { } module ? Module(module, callee.Name == "_import_module") : null;
            case "resolve_name" or "locate" or "import_string" or "import_from_string" or "import_object" or "import_item" or "symbol_by_name":
                return Text(source, arguments, 0) is { } path ? Module(path.Replace(':', '.'), lastIsName: true) : null;
            case "_builtin_type" or "_load_type":
                return Text(source, arguments, 0) is { } type ? Attribute(callee, type) : null;
            default:
                return null;
        }
    }

    private static PickleImport? Named(string? module, string? name) =>
        module is null || name is null ? null : new(module, name, 0, PickleImportKind.ByCall, true);

    private static PickleImport Module(string path, bool lastIsName)
    {
        var dot = lastIsName ? path.LastIndexOf('.') : -1;
        return dot > 0 ? new(path[..dot], path[(dot + 1)..], 0, PickleImportKind.ByCall, true) : new(path, "", 0, PickleImportKind.ByCall, true);
    }

    private static PickleImport? Attribute(PickleImport owner, string name)
    {
        if (owner.Name.AsSpan().Count('.') > MaxAttributes) return null;
        return new(owner.Module, owner.Name.Length == 0 ? name : owner.Name + "." + name, 0, PickleImportKind.Attribute, true);
    }

    private static string? Text(ByteSource source, ReadOnlySpan<PickleValue> arguments, int index) =>
        index < arguments.Length ? PickleText.Read(source, arguments[index], PickleLimits.NameBytes) : null;
}
