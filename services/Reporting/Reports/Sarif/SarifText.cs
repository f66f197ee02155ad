using System.Text.RegularExpressions;
using Assay.Contracts.Findings;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>Messages of SARIF 2.1.0, in which two kinds of text mean something: placeholders (3.11.5) and embedded links (3.11.6).</summary>
internal static partial class SarifText
{
    private const int MaxText = 4096;

    /// <summary>Plain text that stays plain: no link, no placeholder, no control character.</summary>
    public static string Message(string untrusted)
    {
        // A space between the brackets instead of a backslash: pages that know no escapes show what was seen, not how it was escaped.
        var text = EvidenceText.Quote(untrusted, MaxText).Replace("](", "] (", StringComparison.Ordinal);
        return Placeholder().Replace(text, "{{$1}}");
    }

    [GeneratedRegex(@"\{([0-9]+)\}")]
    private static partial Regex Placeholder();
}
