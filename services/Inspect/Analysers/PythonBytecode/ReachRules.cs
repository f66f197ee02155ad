using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>What Python code may reach, read from the embedded <c>reach.json</c>.</summary>
internal sealed class ReachRules
{
    private ReachRules(Sha256Digest digest, ReachFile file)
    {
        Digest = digest;
        Walked = Words(file.Walked).ToFrozenSet(StringComparer.Ordinal);
        Aliases = file.Aliases.ToFrozenDictionary(StringComparer.Ordinal);
        Harmless = Words(file.Harmless).ToFrozenSet(StringComparer.Ordinal);
        Paths = Table(file.Reaches);
        Tails = Table(file.Tails);
    }

    /// <summary>The rules of this build.</summary>
    public static ReachRules Embedded { get; } = Load();

    /// <summary>SHA-256 of the file: part of every fact's key.</summary>
    public Sha256Digest Digest { get; }

    public FrozenSet<string> Walked { get; }

    public FrozenDictionary<string, string> Aliases { get; }

    /// <summary>Built-ins, modules and packages that compute.</summary>
    public FrozenSet<string> Harmless { get; }

    public FrozenDictionary<string, CodeReach> Paths { get; }

    public FrozenDictionary<string, CodeReach> Tails { get; }

    private static ReachRules Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("bytecode-reach.json")
            ?? throw new InvalidOperationException("The resource bytecode-reach.json is missing from the assembly: rebuild the service.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        return new(Sha256Digest.FromBytes(SHA256.HashData(bytes)), JsonSerializer.Deserialize(bytes, ReachFileJson.Default.ReachFile)!);
    }

    // A later group may say something graver of the same path: the graver one counts.
    private static FrozenDictionary<string, CodeReach> Table(IEnumerable<ReachFile.Group> groups)
    {
        var table = new Dictionary<string, CodeReach>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var reach = new CodeReach(Enum.Parse<Severity>(group.Severity, ignoreCase: true), group.Does);
            foreach (var path in Words(group.Paths ?? group.Names ?? ""))
            {
                if (!table.TryGetValue(path, out var known) || known.Severity < reach.Severity) table[path] = reach;
            }
        }
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
