namespace Assay.Formats.PythonSource;

/// <summary>Bounds of the Python reader, beyond what CPython itself accepts or any person writes.</summary>
public static class PythonLimits
{
    /// <summary>Bytes of one source that are read: the largest generated sources have a few megabytes.</summary>
    public const int SourceBytes = 16 << 20;

    /// <summary>Brackets inside brackets; CPython refuses more than 200.</summary>
    public const int Nesting = 200;

    /// <summary>Blocks inside blocks; CPython refuses more than 100.</summary>
    public const int Blocks = 100;

    /// <summary>Height of a tree: long chains of calls grow it without brackets.</summary>
    public const int Height = 600;

    /// <summary>Tokens of one source.</summary>
    public const int Tokens = 4_000_000;

    /// <summary>Lines that could not be parsed and are remembered.</summary>
    public const int Errors = 200;
}
