namespace Assay.Contracts.Rules;

/// <summary>
/// The texts of the rules, for whoever shows findings. Filled by the host that knows the services; where it knows none, a finding's own title and
/// references are all there is.
/// </summary>
public interface IRuleCatalogue
{
    /// <summary>In the order of their ids.</summary>
    IReadOnlyList<RuleEntry> All { get; }

    /// <summary>The rule of this id; null where it is not known here, e.g. because a newer worker reported it.</summary>
    RuleEntry? Find(string id);
}
