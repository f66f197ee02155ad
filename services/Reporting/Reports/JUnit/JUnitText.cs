using Assay.Contracts.Findings;

namespace Assay.Reporting.Reports.JUnit;

/// <summary>Text that XML 1.0 can hold and that does nothing to the page or terminal of whoever shows it.</summary>
internal static class JUnitText
{
    private const int MaxText = 4096;

    /// <summary>One line. Characters that XML has no way to write are shown as <c>\uXXXX</c>; markup is escaped by the writer.</summary>
    public static string Safe(string text) => EvidenceText.Quote(text, MaxText);
}
