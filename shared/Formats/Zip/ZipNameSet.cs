namespace Assay.Formats.Zip;

/// <summary>The names of an archive's entries, as different file systems would see them.</summary>
internal sealed class ZipNameSet
{
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _usual = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a name; what is wrong with it beside the earlier ones.</summary>
    public ZipFaults Add(ZipEntry entry)
    {
        if (!_exact.Add(entry.Name)) return ZipFaults.Duplicate;
        if (entry.IsDirectory) return ZipFaults.None;
        var usual = ZipName.Usual(entry.Name);
        if (_usual.TryAdd(usual, usual)) return ZipFaults.None;
        return _usual[usual] == usual ? ZipFaults.NameCollides : ZipFaults.CaseCollides;
    }
}
