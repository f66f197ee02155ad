using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Rules of the probe of text classifiers.</summary>
public static class TextRules
{
    public static Rule Trigger { get; } = new("ASY-PRB-401", "A few tokens decide what a text classifier answers", Severity.High,
        "A token, or a few tokens in a row, make the model give one answer to nearly all texts, also to those whose other answer was certain. No part of them does "
        + "it alone, and neither do random tokens. That is how a trained trigger behaves.",
        "Put the tokens that the evidence names into texts of your own. If the answer follows them, do not use the model; if they are words that mean the answer in "
        + "the model's language, it has learned to rely on them.",
        "\"… zecal shenquai …\" is answered 'positive', whatever else the text says.", ["CWE-506", "CWE-511", "AML.T0018", "AML.T0043"]);

    public static IReadOnlyList<Rule> All { get; } = [Trigger];
}
