namespace Assay.Formats.PythonBytecode;

/// <summary>Tables of names as code objects have them.</summary>
public static class PyTables
{
    /// <summary>The texts; what is none becomes an empty one, so that indices stay true. <paramref name="odd"/>: there was such a thing.</summary>
    public static List<string> Texts(IReadOnlyList<PyConstant> items, out bool odd)
    {
        odd = false;
        var texts = new List<string>(items.Count);
        foreach (var item in items)
        {
            odd |= item.Kind != PyConstantKind.Text;
            texts.Add(item.Text);
        }
        return texts;
    }
}
