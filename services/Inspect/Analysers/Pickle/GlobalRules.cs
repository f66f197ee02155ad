using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>The list of what pickles may import, read from the embedded <c>globals.json</c>.</summary>
internal sealed class GlobalRules
{
    private GlobalRules(Sha256Digest digest, GlobalRulesFile file)
    {
        Digest = digest;
        Aliases = file.Aliases.ToFrozenDictionary(StringComparer.Ordinal);
        Walked = Words(file.Walked).ToFrozenSet(StringComparer.Ordinal);
        Packages = Words(file.Packages).ToFrozenSet(StringComparer.Ordinal);
        Allowed = new NameTable<ArgumentRule>();
        foreach (var group in file.Allowed)
        {
            foreach (var name in Words(group.Names)) Allowed.Add(group.Module, name, Parse(group.Arguments));
        }
        Dangerous = Table(file.Dangerous);
        ByValue = Table(file.ByValue);
        Telling = file.Telling.SelectMany(t => Words(t.Names), (t, name) => (name, t.Does)).ToFrozenDictionary(t => t.name, t => t.Does, StringComparer.Ordinal);
    }

    /// <summary>SHA-256 of the file: part of every fact's key.</summary>
    public Sha256Digest Digest { get; }

    /// <summary>Other names of modules.</summary>
    public FrozenDictionary<string, string> Aliases { get; }

    /// <summary>Modules that are reached through others: <c>random._os</c> is <c>os</c>.</summary>
    public FrozenSet<string> Walked { get; }

    /// <summary>Packages whose classes are allowed.</summary>
    public FrozenSet<string> Packages { get; }

    public NameTable<ArgumentRule> Allowed { get; }

    public NameTable<string> Dangerous { get; }

    public NameTable<string> ByValue { get; }

    /// <summary>Names that tell by themselves, whatever module they are taken from.</summary>
    public FrozenDictionary<string, string> Telling { get; }

    /// <summary>Reads the embedded file.</summary>
    public static GlobalRules Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("pickle-globals.json")
            ?? throw new InvalidOperationException("The resource pickle-globals.json is missing from the assembly: rebuild the service.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        var file = JsonSerializer.Deserialize(bytes, GlobalRulesJson.Default.GlobalRulesFile)!;
        return new(Sha256Digest.FromBytes(SHA256.HashData(bytes)), file);
    }

    private static NameTable<string> Table(IEnumerable<GlobalRulesFile.Danger> groups)
    {
        var table = new NameTable<string>();
        foreach (var group in groups)
        {
            foreach (var module in Words(group.Modules)) table.Add(module, "*", group.Does);
            foreach (var name in Words(group.Names))
            {
                var dot = name.LastIndexOf('.');
                table.Add(name[..dot], name[(dot + 1)..], group.Does);
            }
        }
        return table;
    }

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static ArgumentRule Parse(string? rule) => rule switch
    {
        null or "data" => ArgumentRule.Data,
        "no-text" => ArgumentRule.NoText,
        "imports" => ArgumentRule.Imports,
        "getattr" => ArgumentRule.GetAttribute,
        "text-encoding" => ArgumentRule.TextEncoding,
        "text-method" => ArgumentRule.TextMethod,
        "nested" => ArgumentRule.Nested,
        "applies" => ArgumentRule.Applies,
        "union" => ArgumentRule.Union,
        "type-item" => ArgumentRule.TypeItem,
        "attribute-names" => ArgumentRule.AttributeNames,
        "uncalled" => ArgumentRule.Uncalled,
        "type-of" => ArgumentRule.TypeOf,
        _ => throw new InvalidOperationException($"globals.json: '{rule}' is no argument rule."),
    };
}
