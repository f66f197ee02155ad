using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Findings about one description, each with the place in it.</summary>
/// <param name="list">All findings of the node.</param>
/// <param name="offset">Where the description stands in the node.</param>
/// <param name="source">What the description is, for people: <c>the attribute model_config</c>.</param>
internal sealed class KerasFindings(FindingList list, long offset, string source)
{
    public string Source => source;

    public void Add(Rule rule, ConfigNode? node, string message, params IReadOnlyList<Evidence> evidence) =>
        Add(rule, rule.Severity, node, message, evidence);

    public void Add(Rule rule, Severity severity, ConfigNode? node, string message, params IReadOnlyList<Evidence> evidence)
    {
        var place = node?.Path() ?? "";
        IReadOnlyList<Evidence> all = place.Length == 0 ? evidence : [.. evidence, Evidence.Quoted("place", place)];
        list.Add(rule, severity, offset + (offset == 0 ? node?.Value.Offset ?? 0 : 0), message, all);
    }
}
