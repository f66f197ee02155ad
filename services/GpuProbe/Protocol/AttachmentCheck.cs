using System.Text;
using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Pictures;
using Assay.Contracts.Findings;

namespace Assay.GpuProbe.Protocol;

/// <summary>Lets attachments of a child through that are what they say: pictures that our own writer made, and plain text; under plain names.</summary>
internal static class AttachmentCheck
{
    private const int MaxName = 64;

    /// <exception cref="ProbeProtocolException">There are too many, or one is too large, has another name or holds something else.</exception>
    public static IReadOnlyList<ProbeAttachment> Rebuild(IReadOnlyList<ProbeAttachment> untrusted)
    {
        if (untrusted.Count > ProbeAttachment.MaxCount) throw new ProbeProtocolException($"A result has more than {ProbeAttachment.MaxCount} attachments.");
        if (untrusted.DistinctBy(attachment => attachment.Name).Count() != untrusted.Count) throw new ProbeProtocolException("Two attachments have one name.");
        return [.. untrusted.Select(Rebuild)];
    }

    private static ProbeAttachment Rebuild(ProbeAttachment attachment)
    {
        if (!IsName(attachment.Name)) throw new ProbeProtocolException($"An attachment must not be called {EvidenceText.Quote(attachment.Name, MaxName)}.");
        if (attachment.Content.Length is 0 or > ProbeAttachment.MaxBytes)
            throw new ProbeProtocolException($"An attachment has {attachment.Content.Length} bytes; 1 to {ProbeAttachment.MaxBytes} are allowed.");
        return attachment.MediaType switch
        {
            ProbeAttachment.Png when attachment.Name.EndsWith(".png", StringComparison.Ordinal) && PngWriter.IsOurs(attachment.Content) => attachment,
            ProbeAttachment.Text when attachment.Name.EndsWith(".txt", StringComparison.Ordinal) => attachment with { Content = Plain(attachment.Content) },
            _ => throw new ProbeProtocolException($"The attachment {attachment.Name} is neither a picture of ours nor text."),
        };
    }

    private static bool IsName(string name) => name.Length is > 4 and <= MaxName && name[0] != '.'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');

    /// <summary>Line by line as it may be shown on a terminal.</summary>
    private static byte[] Plain(byte[] content)
    {
        var lines = Encoding.UTF8.GetString(content).Split('\n').Select(line => EvidenceText.Quote(line, maxLength: 4096));
        var text = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        return text.Length <= ProbeAttachment.MaxBytes ? text : text[..ProbeAttachment.MaxBytes];
    }
}
