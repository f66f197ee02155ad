using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Licence;

/// <summary>The rule for licences.</summary>
internal static class LicenceRules
{
    public static Rule Stated { get; } = new(
        "ASY-LIC-001", "The licence that the model states", Severity.Info,
        "What the model may be used for is decided by its licence, and by those of the models and data it is made of.",
        "Check that the licence allows your use.",
        "license: apache-2.0", ["CWE-1104", "AML.T0010"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Stated];
}
