using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;

namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>Reports texts and blobs of a model that are more than data.</summary>
internal sealed class TextJudge(FindingSheet findings, FormatRules rules, CancellationToken cancellationToken = default)
{
    /// <summary>Reports a text that is a command; with <paramref name="libraries"/> also one that names a native library.</summary>
    public bool Text(string? text, long offset, string place, bool libraries = false)
    {
        if (string.IsNullOrEmpty(text)) return false;
        if (CommandText.Judge(text) is { } command)
        {
            findings.Add(rules.Command, command.Severity, offset, $"{place} is {command.What}: {EvidenceText.Quote(text)}.", Evidence.Quoted("text",
                text));
            return true;
        }
        if (!libraries || CommandText.Library(text) is not { } library) return false;
        var severity = CommandText.LeavesDirectory(library) ? Severity.High : rules.Library.Severity;
        findings.Add(rules.Library, severity, offset, $"{place} names the native library {EvidenceText.Quote(library)}.", Evidence.Quoted("text",
            text));
        return true;
    }

    /// <summary>Reports a blob that is a program, a pickle or an archive.</summary>
    public bool Blob(ByteSource source, long offset, long length, string place)
    {
        if (length < 12 || EmbeddedContent.Find(source.Slice(offset, length), cancellationToken) is not { } format) return false;
        findings.Add(rules.Payload, offset, $"{place} holds {format}, not numbers.", new Evidence("format", format), new Evidence("bytes",
            $"{length}"));
        return true;
    }
}
