namespace Assay.Inspect.Analysers.Configuration;

/// <summary>One value of a configuration file, whatever its syntax.</summary>
/// <param name="Path">Keys and positions from the root, the last being that of the value.</param>
/// <param name="Value">The value as text; null for null.</param>
/// <param name="Offset">Byte at which it stands, as far as the reader knows.</param>
/// <param name="Line">From 1; 0 where the syntax has no lines.</param>
/// <param name="IsText">False for numbers and truth values.</param>
internal sealed record ConfigEntry(IReadOnlyList<string> Path, string? Value, long Offset, int Line, bool IsText = true)
{
    /// <summary>The nearest key above positions in a list.</summary>
    public string Key
    {
        get
        {
            for (var i = Path.Count - 1; i >= 0; i--)
            {
                if (Path[i].Length > 0 && Path[i][0] != '[') return Path[i];
            }
            return "";
        }
    }

    public bool IsUnder(string key) => Path.Contains(key);

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', Path.TakeLast(6));
}
