namespace Assay.Formats.Pickle;

/// <summary>How a pickle names what it imports.</summary>
public enum PickleImportKind
{
    /// <summary>GLOBAL: two lines of text.</summary>
    Global,

    /// <summary>STACK_GLOBAL: two values from the stack.</summary>
    StackGlobal,

    /// <summary>INST: two lines of text, called at once.</summary>
    Inst,

    /// <summary>EXT1, EXT2, EXT4: a number in the loader's extension registry.</summary>
    Extension,

    /// <summary>An attribute of another import, fetched through <c>getattr</c>.</summary>
    Attribute,

    /// <summary>Named by the text that a call takes: <c>__import__('os')</c>.</summary>
    ByCall,
}
