using System.Text;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.XmlModels;

/// <summary>The document type at the beginning of an XML file, read by itself so that nothing in it is ever resolved.</summary>
internal static class DocumentType
{
    private const int MaxEntities = 1_000;

    /// <summary>Document types that are harmless and common outside of models.</summary>
    private static readonly string[] WellKnown = ["http://www.w3.org/", "https://www.w3.org/", "http://www.apple.com/DTDs/",
        "https://www.apple.com/DTDs/", "http://www.dmg.org/", "https://www.dmg.org/", "http://dmg.org/"];

    /// <summary>
    /// Reports what a prologue declares. A document type within a comment is none, and a comment's end within a literal is none either: the text
    /// is read both with
    /// its comments and without.
    /// </summary>
    public static void Report(string prologue, FindingSheet findings)
    {
        Declared(prologue, findings);
        var bare = WithoutComments(prologue);
        if (bare.Length != prologue.Length) Declared(bare, findings);
    }

    private static string WithoutComments(string text)
    {
        var bare = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var start = text.IndexOf("<!--", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf("-->", start + 4, StringComparison.Ordinal);
            bare.Append(text, at, (start < 0 || end < 0 ? text.Length : start) - at);
            at = end < 0 ? text.Length : end + 3;
        }
        return bare.ToString();
    }

    private static void Declared(string prologue, FindingSheet findings)
    {
        var start = prologue.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return;
        var bracket = prologue.IndexOf('[', start);
        var end = prologue.IndexOf('>', start);
        var head = prologue[start..Math.Min(prologue.Length, Math.Min(bracket < 0 ? int.MaxValue : bracket, end < 0 ? int.MaxValue : end))];
        if (Address(head) is { } address && !Array.Exists(WellKnown, k => address.StartsWith(k, StringComparison.OrdinalIgnoreCase)))
        {
            var remote = address.Contains(':', StringComparison.Ordinal) || CommandText.LeavesDirectory(address);
            findings.Add(
                XmlRules.ExternalEntity, remote ? Severity.High : Severity.Medium, start,
                $"The document type is read from {EvidenceText.Quote(address)}.", Evidence.Quoted("address", address));
        }
        Entities(prologue, start, findings);
    }

    private static void Entities(string prologue, int start, FindingSheet findings)
    {
        for (var i = 0; i < MaxEntities; i++)
        {
            start = prologue.IndexOf("<!ENTITY", start, StringComparison.OrdinalIgnoreCase);
            if (start < 0) return;
            var end = EndOf(prologue, start);
            var declaration = prologue[start..end];
            if (Address(declaration) is { } address)
                findings.Add(XmlRules.ExternalEntity, start, $"An entity is read from {EvidenceText.Quote(address)}.",
                    Evidence.Quoted("declaration", declaration));
            else findings.Add(XmlRules.Entity, start, "The document declares entities of its own.", Evidence.Quoted("declaration", declaration));
            start = end;
        }

    }

    /// <summary>A declaration ends at the first <c>&gt;</c> outside of quotes.</summary>
    private static int EndOf(string text, int start)
    {
        var quote = '\0';
        for (var i = start; i < text.Length; i++)
        {
            if (quote != '\0' && text[i] == quote) quote = '\0';
            else if (quote == '\0' && text[i] is '"' or '\'') quote = text[i];
            else if (quote == '\0' && text[i] == '>') return i + 1;
        }
        return text.Length;
    }

    /// <summary>The address behind SYSTEM or PUBLIC; null where there is none.</summary>
    private static string? Address(string declaration)
    {
        var outside = new StringBuilder();
        var quoted = new List<string>();
        var isExternal = false;
        for (var i = 0; i < declaration.Length; i++)
        {
            if (declaration[i] is not ('"' or '\''))
            {
                outside.Append(declaration[i]);
                continue;
            }
            if (quoted.Count == 0) isExternal = IsExternal(outside.ToString());
            var close = declaration.IndexOf(declaration[i], i + 1);
            quoted.Add(close < 0 ? declaration[(i + 1)..] : declaration[(i + 1)..close]);
            i = close < 0 ? declaration.Length : close;
        }
        if (quoted.Count == 0) return IsExternal(outside.ToString()) ? "" : null;
        return isExternal ? quoted[Math.Min(quoted.Count, 2) - 1] : null;
    }

    private static bool IsExternal(string words)
    {
        foreach (var word in words.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Equals("SYSTEM", StringComparison.OrdinalIgnoreCase) || word.Equals("PUBLIC", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
