namespace Assay.Contracts.Rules;

/// <summary>A catalogue of given rules.</summary>
public sealed class RuleCatalogue : IRuleCatalogue
{
    private readonly Dictionary<string, RuleEntry> _byId;

    /// <exception cref="ArgumentException">An id is used twice.</exception>
    public RuleCatalogue(IEnumerable<RuleEntry> rules)
    {
        All = [.. rules.OrderBy(r => r.Id, StringComparer.Ordinal)];
        _byId = All.ToDictionary(r => r.Id, StringComparer.Ordinal);
    }

    /// <summary>A catalogue that knows no rule.</summary>
    public static RuleCatalogue Empty { get; } = new([]);

    public IReadOnlyList<RuleEntry> All { get; }

    public RuleEntry? Find(string id) => _byId.GetValueOrDefault(id);
}
