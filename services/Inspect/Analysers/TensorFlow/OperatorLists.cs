using System.Globalization;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Graphs;

namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>What is known of operators, from the embedded list.</summary>
internal sealed class OperatorLists
{
    private readonly EmbeddedLists _lists = EmbeddedLists.Load("tensorflow-operators.txt");
    private readonly Dictionary<string, int[]> _reads;
    private readonly Dictionary<string, int[]> _writes;
    private readonly string[] _families;

    public OperatorLists()
    {
        _reads = Paths("read");
        _writes = Paths("write");
        _families = [.. _lists["known"].Where(n => n.EndsWith('*')).Select(n => n[..^1])];
    }

    public Sha256Digest Digest => _lists.Digest;

    public IReadOnlyDictionary<string, int[]> Reads => _reads;

    public IReadOnlyDictionary<string, int[]> Writes => _writes;

    public bool Is(string list, string op) => _lists[list].Contains(op);

    /// <summary>True for an operator of TensorFlow or of its makers' libraries.</summary>
    public bool IsKnown(string op) =>
        Is("known", op) || _reads.ContainsKey(op) || _writes.ContainsKey(op) || Is("debug", op) || Array.Exists(_families, f => op.StartsWith(f, StringComparison.Ordinal));

    private Dictionary<string, int[]> Paths(string list)
    {
        var paths = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var entry in _lists[list])
        {
            var parts = entry.Split(':');
            paths[parts[0]] = [.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        }
        return paths;
    }
}
