namespace Assay.Formats.Pickle;

/// <summary>How far a pickle is followed. Beyond each limit the reader says so and stops; it never guesses.</summary>
internal static class PickleLimits
{
    /// <summary>Values on the stack: 96 MiB of symbolic values; writers flush every thousand items.</summary>
    public const int Stack = 4 << 20;

    /// <summary>Memo slots kept in a table; a loader's memo for 4 million objects needs gigabytes.</summary>
    public const int DenseMemo = 4 << 20;

    /// <summary>Memo slots of which containers and objects are kept, too; later ones keep text, numbers and imports.</summary>
    public const int DeepMemo = 1 << 20;

    /// <summary>Memo slots at indices beyond the table.</summary>
    public const int SparseMemo = 1 << 16;

    /// <summary>Items kept of tuples that are longer than usual, all together: the tables of names of functions that are stored by value.</summary>
    public const int WideItems = 1 << 18;

    /// <summary>Distinct imports; the largest honest checkpoint seen has a few hundred.</summary>
    public const int Imports = 20_000;

    /// <summary>Longest module or attribute name, in bytes.</summary>
    public const int NameBytes = 1024;

    /// <summary>Values that references would unfold to, from which on it is a bomb, where the file has not a millionth of it.</summary>
    public const double Expansion = 1e9;

    /// <summary>Pickles inside array wrappers inside pickles.</summary>
    public const int Nesting = 16;
}
