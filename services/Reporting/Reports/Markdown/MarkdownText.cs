using System.Text;
using Assay.Contracts.Findings;

namespace Assay.Reporting.Reports.Markdown;

/// <summary>
/// Text that Markdown and the HTML made of it show as it is: no markup, link, image, mention, HTML or table cell can come out of it. Follows
/// CommonMark 0.31 and GitHub's extensions (automatic links, tables).
/// </summary>
internal static class MarkdownText
{
    private const int MaxText = 4096;

    /// <summary>Prose on one line: every ASCII punctuation mark that could mean something is escaped.</summary>
    public static string Prose(string untrusted)
    {
        var text = new StringBuilder();
        foreach (var c in EvidenceText.Quote(untrusted, MaxText).Trim())
        {
            // A code span, because pages make links of mentions and addresses even where the sign itself is escaped.
            // A backtick right before it would make the fence longer than it is.
            if (c == '@') text.Append(text.Length > 0 && text[^1] == '`' ? " `@`" : "`@`");
            else if (MayMeanSomething(c)) text.Append('\\').Append(c);
            else text.Append(c);
        }
        return text.ToString();
    }

    /// <summary>A code span, fenced by more backticks than the text has in a row. Not for table cells, where a bar would end it.</summary>
    public static string Code(string untrusted)
    {
        var text = EvidenceText.Quote(untrusted, MaxText);
        if (text.Length == 0) return "(empty)";
        var fence = new string('`', LongestRun(text) + 1);
        // The specification takes one space off each end, which keeps a backtick of the text apart from the fence.
        return text[0] is '`' or ' ' || text[^1] is '`' or ' ' ? $"{fence} {text} {fence}" : fence + text + fence;
    }

    private static bool MayMeanSomething(char c) =>
        char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not (' ' or ',' or '\'' or '/' or ';' or '?' or '%');

    private static int LongestRun(string text)
    {
        int longest = 0, run = 0;
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
