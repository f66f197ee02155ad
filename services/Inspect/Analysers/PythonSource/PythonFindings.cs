using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.PythonSource;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Takes findings about Python text that stands at some place of a file.</summary>
/// <param name="findings">Where they go.</param>
/// <param name="text">The Python text.</param>
/// <param name="place">Where it stands, for messages: empty for the file itself, else "cell 3, ".</param>
/// <param name="fixedOffset">The offset to report for all of it; null where the text is the file.</param>
internal sealed class PythonFindings(SourceFindings findings, string text, string place = "", long? fixedOffset = null)
{
    /// <summary>Gathers instead of reporting: how grave the text would be.</summary>
    public Severity? Worst { get; private set; }

    /// <summary>In a member of a container.</summary>
    public bool IsMember => findings.IsMember;

    public void Add(Rule rule, Severity severity, PythonNode node, string what) => Add(rule, severity, node.At, node.Line, what);

    public void Add(Rule rule, Severity severity, int at, int line, string what)
    {
        if (Worst is null || severity > Worst) Worst = severity;
        var source = Line(at);
        findings.Add(
            rule, severity, fixedOffset ?? SourceBytes.OffsetOf(text, at), $"{char.ToUpperInvariant(what[0])}{what[1..]} ({place}line {line}).",
            Evidence.Quoted("source", source));
    }

    /// <summary>Findings about text inside this text; they are placed where it stands.</summary>
    public PythonFindings Inside(PythonNode node, string inner, string how) =>
        new(findings, inner, $"{place}line {node.Line}, {how}, ", fixedOffset ?? SourceBytes.OffsetOf(text, node.At));

    private string Line(int at)
    {
        at = Math.Clamp(at, 0, text.Length);
        var start = at == 0 ? 0 : text.LastIndexOfAny(['\n', '\r'], at - 1) + 1;
        // A line that hides its end behind blanks is quoted from where the code stands.
        if (at - start > 200) start = at;
        var end = text.IndexOfAny(['\n', '\r'], at);
        return text[start..Math.Min(end < 0 ? text.Length : end, start + 400)].Trim();
    }
}
