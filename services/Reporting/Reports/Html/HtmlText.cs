using System.Text;
using System.Text.Encodings.Web;
using Assay.Contracts.Findings;
using Assay.Contracts.Rules;

namespace Assay.Reporting.Reports.Html;

/// <summary>Text that HTML shows as it is, in content and in quoted attributes.</summary>
internal static class HtmlText
{
    private const int MaxText = 4096;

    /// <summary>Quoted first, so that direction marks and controls are seen; then all but letters, digits and harmless marks is escaped.</summary>
    public static string Safe(string untrusted) => HtmlEncoder.Default.Encode(EvidenceText.Quote(untrusted, MaxText));

    /// <summary>As <see cref="Safe"/>, with places where a long path may be broken.</summary>
    public static string Breakable(string untrusted)
    {
        var text = new StringBuilder();
        foreach (var part in EvidenceText.Quote(untrusted, MaxText).Split('/'))
        {
            if (text.Length > 0) text.Append("/<wbr>");
            text.Append(HtmlEncoder.Default.Encode(part));
        }
        return text.ToString();
    }

    /// <summary>A reference, as a link where its page is known.</summary>
    public static string Reference(string reference) => RuleReference.Link(reference) is { } link
        ? $"<a href=\"{HtmlEncoder.Default.Encode(link)}\" rel=\"noreferrer noopener\">{Safe(reference)}</a>"
        : Safe(reference);
}
