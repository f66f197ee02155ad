using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Analysis.Testing;

/// <summary>What an analyser said on the test bed.</summary>
/// <param name="Format">Named or detected.</param>
/// <param name="Accepted">False: the analyser does not examine this format, and was not run.</param>
/// <param name="Result">What it said.</param>
public sealed record TestBedResult(string Format, bool Accepted, AnalysisResult Result)
{
    public IReadOnlyList<Finding> Findings => Result.Findings;

    /// <summary>Ids of the rules that fired, in the order of the findings.</summary>
    public IReadOnlyList<string> Rules => [.. Findings.Select(f => f.Rule)];

    /// <summary>The worst finding's severity; null without findings.</summary>
    public Severity? Worst => Findings.Count == 0 ? null : Findings.Max(f => f.Severity);

    /// <summary>The first finding of a rule.</summary>
    /// <exception cref="InvalidOperationException">The rule did not fire; the message says which did.</exception>
    public Finding Of(string rule) => Findings.FirstOrDefault(f => f.Rule == rule)
        ?? throw new InvalidOperationException($"{rule} did not fire; these did: {string.Join(", ", Rules)}.");
}
