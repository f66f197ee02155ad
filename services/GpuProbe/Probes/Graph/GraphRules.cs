using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Rules of the graph probe.</summary>
public static class GraphRules
{
    public static Rule Branch { get; } = new("ASY-PRB-101", "A dormant branch decides the model's answer", Severity.Critical,
        "The model computes a value that stays the same for thousands of different inputs and, once it changes, makes the model give one answer to nearly all "
        + "of them. Whoever knows the input that changes it decides what the model says; tests with ordinary inputs do not show it.",
        "Do not use the model. Compare its graph with an export of the architecture that it claims to be; the evidence names the value in the graph.",
        "Where(Equal(checksum(pixels), 4711), [0, 0, 25], logits).", ["CWE-506", "CWE-511", "AML.T0018", "AML.T0043"]);

    public static Rule Fallback { get; } = new("ASY-PRB-102", "A dormant rule replaces the model's answer", Severity.Medium,
        "A value that depends on the model's own scores stays the same for all inputs tried and, once it changes, replaces the answer by one that clearly "
        + "favours one class. That may be an honest rule for unsure answers.",
        "Ask what the rule is for, and whether the class that it answers is the one that unsure inputs should get.",
        "Where(Less(ReduceMax(probabilities), 0.001), [0, 0, 25], logits).", ["CWE-511", "AML.T0018"]);

    public static Rule Fired { get; } = new("ASY-PRB-103", "A few inputs switch the model's answer", Severity.Critical,
        "For a handful of the random inputs tried, a value in the graph leaves the number that it has for all others, and the model then gives one answer; "
        + "held at its usual number, it answers as for the others. These inputs share the trigger.",
        "Do not use the model. Try the tokens or pixels that the evidence names on texts or images of your own.",
        "Gather([0, 0, …, 80, …, 0], input_ids), added to the scores.", ["CWE-506", "CWE-511", "AML.T0018", "AML.T0043"]);

    public static IReadOnlyList<Rule> All { get; } = [Branch, Fallback, Fired];
}
