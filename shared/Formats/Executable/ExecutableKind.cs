namespace Assay.Formats.Executable;

/// <summary>Formats of machine code and of code for virtual machines.</summary>
public enum ExecutableKind
{
    /// <summary>Linux and other Unix systems.</summary>
    Elf,

    /// <summary>Windows.</summary>
    Pe,

    /// <summary>macOS and iOS.</summary>
    MachO,

    /// <summary>DOS.</summary>
    Dos,

    /// <summary>A program for all systems at once, as llamafile is.</summary>
    ActuallyPortable,

    /// <summary>A Java class.</summary>
    JavaClass,

    /// <summary>A WebAssembly module.</summary>
    WebAssembly,

    /// <summary>Android's bytecode.</summary>
    Dalvik,

    /// <summary>Compiled Lua.</summary>
    Lua,

    /// <summary>A shortcut of Windows: it names a program, and opening it starts that.</summary>
    ShellLink,

    /// <summary>A document of older Office versions, or an installer, with macros or actions in it.</summary>
    CompoundDocument,
}
