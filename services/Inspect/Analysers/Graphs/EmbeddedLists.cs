using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Graphs;

/// <summary>
/// Lists of names, read from an embedded text: a line <c>[list]</c> begins a list, the words of the lines below it are its names, <c>#</c> begins a comment.
/// </summary>
internal sealed class EmbeddedLists
{
    private readonly Dictionary<string, FrozenSet<string>> _lists = [];

    private EmbeddedLists(Sha256Digest digest) => Digest = digest;

    /// <summary>SHA-256 of the text.</summary>
    public Sha256Digest Digest { get; }

    /// <summary>The names of a list.</summary>
    /// <exception cref="KeyNotFoundException">The text has no such list.</exception>
    public FrozenSet<string> this[string list] => _lists[list];

    public static EmbeddedLists Load(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing from the assembly: rebuild the service.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        var lists = new EmbeddedLists(Sha256Digest.FromBytes(SHA256.HashData(bytes)));
        var (name, words) = ("", new HashSet<string>(StringComparer.Ordinal));
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n'))
        {
            var text = line.Split('#')[0].Trim();
            if (text.StartsWith('['))
            {
                lists.Close(name, words);
                (name, words) = (text.Trim('[', ']'), new(StringComparer.Ordinal));
            }
            else words.UnionWith(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        lists.Close(name, words);
        return lists;
    }

    private void Close(string name, HashSet<string> words)
    {
        if (name.Length > 0) _lists[name] = words.ToFrozenSet(StringComparer.Ordinal);
    }
}
