using Assay.Contracts.Rules;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Reporting.Reports;

/// <summary>A catalogue of one rule.</summary>
internal static class TestRules
{
    public static IRuleCatalogue Catalogue { get; } = new RuleCatalogue([
        new RuleEntry("ASY-PKL-001", "Pickle calls a system function", Severity.Critical, "It runs commands.", "os.system('x')", "Delete the file.",
            ["CWE-502", "AML.T0011.000"], "pickle", 2, "enforcing", default),
    ]);
}
