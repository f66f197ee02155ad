namespace Assay.Formats.Pickle;

/// <summary>Tells names that Python could import from text that only looks like an opcode's argument.</summary>
public static class PickleName
{
    private const int MaxLength = 256;

    /// <summary>True for dotted identifiers.</summary>
    public static bool IsPlausible(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxLength) return false;
        var atStart = true;
        foreach (var c in name)
        {
            if (c == '.')
            {
                if (atStart) return false;
                atStart = true;
                continue;
            }
            // Lambdas and local functions carry angle brackets in their qualified names.
            if (!(char.IsLetter(c) || c is '_' or '<') && (atStart || !(char.IsDigit(c) || c == '>'))) return false;
            atStart = false;
        }
        return !atStart;
    }
}
