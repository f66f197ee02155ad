using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Containers.Zip;

/// <summary>Collects the keys of the storages that a torch pickle asks its loader for.</summary>
internal sealed class StorageKeys(ByteSource source) : IPickleObserver
{
    /// <summary>Keys kept; the largest checkpoints have some ten thousand storages in a file.</summary>
    private const int MaxKeys = 200_000;

    private const int MaxKey = 64;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    public IReadOnlySet<string> All => _keys;

    public void Imported(PickleImport import)
    {
    }

    public void Called(PickleCall call)
    {
    }

    public void Noticed(PickleOddity oddity, long offset)
    {
    }

    public void Identified(in PickleValue id, long offset)
    {
        if (_keys.Count >= MaxKeys || id.Items is not { } items || items.Values.Length < 5) return;
        if (PickleText.Read(source, items.Values[0], MaxKey) != "storage") return;
        if (PickleText.Read(source, items.Values[2], MaxKey) is { } key) _keys.Add(key);
    }
}
