namespace Assay.Formats.Pickle;

/// <summary>Something that loading imports by name.</summary>
/// <param name="Module">Module as written; empty where it could not be resolved.</param>
/// <param name="Name">Name in the module, possibly dotted.</param>
/// <param name="Offset">Of the opcode that first imports it.</param>
/// <param name="Kind">How it is named.</param>
/// <param name="Resolved">False: the names are decided while loading (computed, from an extension registry, from a memo slot never set).</param>
public sealed record PickleImport(string Module, string Name, long Offset, PickleImportKind Kind, bool Resolved)
{
    /// <summary>The call that fetches it, where it is not named directly: <c>getattr(…, 'system')</c>.</summary>
    public PickleCall? Via { get; init; }

    /// <summary>The names joined with a dot.</summary>
    public override string ToString() => Module.Length == 0 ? Name : Name.Length == 0 ? Module : Module + "." + Name;
}
