using Assay.Formats.Expansion;
using Assay.Formats.Zip;

namespace Assay.Formats.Tensors;

/// <summary>
/// Members of an archive by name. Stored ones are windows on it. Of the others one is kept expanded at a time: tensors mostly stand in the order of
/// their storages.
/// </summary>
internal sealed class ArchiveMembers : IDisposable
{
    private readonly ByteSource _archive;
    private readonly ExpansionBudget _budget;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ByteSource> _stored = new(StringComparer.Ordinal);
    private (string Name, ExpandedBytes Bytes)? _expanded;

    public ArchiveMembers(ByteSource archive, ZipListing listing, CancellationToken cancellationToken)
    {
        (_archive, _cancellationToken) = (archive, cancellationToken);
        _budget = new(new(), archive.Length);
        foreach (var entry in listing.Entries)
        {
            // The first of a name: loaders differ, and the contradiction is reported by whoever examines the archive.
            if (!entry.IsDirectory) _entries.TryAdd(entry.Name, entry);
        }
    }

    public IEnumerable<string> Names => _entries.Keys;

    public ZipEntry? Find(string name) => _entries.GetValueOrDefault(name);

    /// <summary>A member's bytes, valid until another is opened; null where it is absent or damaged.</summary>
    public ByteSource? Open(string name)
    {
        if (!_entries.TryGetValue(name, out var entry)) return null;
        if (_stored.TryGetValue(name, out var window)) return window;
        if (_expanded is { } kept && kept.Name == name) return kept.Bytes.Bytes;
        var opened = ZipMember.Open(_archive, entry, _budget, _cancellationToken);
        if (opened.Stop != ExpansionStop.Complete)
        {
            opened.Dispose();
            return null;
        }
        if (entry.Method == ZipEntry.Stored) return _stored[name] = opened.Bytes;
        _expanded?.Bytes.Dispose();
        _expanded = (name, opened);
        return opened.Bytes;
    }

    public void Dispose() => _expanded?.Bytes.Dispose();
}
