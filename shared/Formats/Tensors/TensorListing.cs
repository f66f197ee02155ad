namespace Assay.Formats.Tensors;

/// <summary>The tensors of a file. Not safe for parallel use; members that were expanded are freed when it is disposed.</summary>
public sealed class TensorListing : IDisposable
{
    private readonly List<TensorEntry> _tensors = [];
    private readonly List<string> _problems = [];
    private readonly List<IDisposable> _open = [];

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<TensorEntry> Tensors => _tensors;

    /// <summary>Why some tensors may be missing, a clause each; empty where none are.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public void Dispose()
    {
        foreach (var item in _open) item.Dispose();
        _open.Clear();
    }

    internal bool IsFull => _tensors.Count >= TensorLimits.Tensors;

    /// <summary>False: the listing is full.</summary>
    internal bool Add(TensorEntry entry)
    {
        if (IsFull)
        {
            Problem($"it has more than {TensorLimits.Tensors} tensors");
            return false;
        }
        _tensors.Add(entry.Name.Length <= TensorLimits.Name ? entry : entry with { Name = entry.Name[..TensorLimits.Name] });
        return true;
    }

    internal void Problem(string what)
    {
        if (_problems.Count < 16 && !_problems.Contains(what)) _problems.Add(what);
    }

    internal T Keep<T>(T item)
        where T : IDisposable
    {
        _open.Add(item);
        return item;
    }
}
