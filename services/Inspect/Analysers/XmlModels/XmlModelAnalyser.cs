using System.Text;
using System.Xml;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.XmlModels;

/// <summary>Examines XML: document types of any file, layers of OpenVINO models, scripts and functions of PMML. Nothing is resolved.</summary>
public sealed class XmlModelAnalyser : IAnalyser
{
    /// <summary>A text or attribute longer than this would be held in memory whole.</summary>
    private const int MaxPart = 16 << 20;

    private const int Prologue = 1 << 20;
    private const int Chunk = 256 * 1024;
    private static readonly string[] Encodings = ["utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "latin1", "utf-16", "utf-16le",
        "utf-16be", "windows-1252", "windows-1251", "windows-1250"];

    public AnalyserManifest Manifest { get; } = new("xml-models", 1, Maturity.Enforcing, [FileFormat.Xml], XmlRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        var prologue = Beginning(context.Bytes);
        DocumentType.Report(prologue, findings);
        Declaration(prologue, findings);
        if (LongestPart(context.Bytes, findings, cancellationToken) > MaxPart)
        {
            findings.Add(XmlRules.Format.Unread, 0, "A single text or tag is larger than is examined.");
            return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), 0, "a part is too large"));
        }
        var damage = Follow(context, findings, cancellationToken);
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), damage ? 0 : context.Bytes.Length));
    }

    private static bool Follow(AnalysisContext context, FindingSheet findings, CancellationToken cancellationToken)
    {
        XmlModelExamination? examination = null;
        using var reader = XmlReader.Create(context.Bytes.AsStream(), new()
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            CloseInput = false,
        });
        try
        {
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                examination ??= reader.NodeType == XmlNodeType.Element ? XmlModelExamination.For(reader.LocalName, findings) : null;
                examination?.Node(reader);
            }
            return false;
        }
        catch (XmlException e)
        {
            if (examination is { IsModel: true } || (examination is null && LooksLikeModel(Beginning(context.Bytes))))
                findings.Add(XmlRules.Format.Damaged, 0,
                    $"The document is not well formed at line {e.LineNumber}; lenient parsers go on where others stop.");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or DecoderFallbackException or InvalidOperationException)
        {
            findings.Add(XmlRules.Format.Unread, 0, "The document's encoding is not read here.");
        }
        return true;
    }

    private static bool LooksLikeModel(string text) => text.Contains("<PMML", StringComparison.OrdinalIgnoreCase) || text.Contains("<net ",
        StringComparison.Ordinal);

    /// <summary>An encoding that few parsers read hides the document from all others.</summary>
    private static void Declaration(string prologue, FindingSheet findings)
    {
        if (!prologue.StartsWith("<?xml", StringComparison.Ordinal)) return;
        var end = prologue.IndexOf("?>", StringComparison.Ordinal);
        var at = prologue.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0 || end < at) return;
        var encoding = prologue[(at + 8)..end].TrimStart(' ', '=', '\t').Trim(' ', '"', '\'');
        var quote = encoding.IndexOfAny(['"', '\'']);
        if (quote >= 0) encoding = encoding[..quote];
        if (Encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase)) return;
        findings.Add(XmlRules.Format.Unread, at,
            $"The document says that it is encoded as '{EvidenceText.Quote(encoding, 40)}', which is not read here.");
    }

    private static string Beginning(ByteSource source)
    {
        var bytes = new byte[(int)Math.Min(source.Length, Prologue)];
        bytes = bytes[..source.Read(0, bytes)];
        // Two or four bytes a character, in whichever order: declarations are ASCII, and the rest does not matter here.
        if (bytes.Length > 7 && bytes.AsSpan(0, 8).Count((byte)0) > 2)
            return Encoding.Latin1.GetString(Array.FindAll(bytes, b => b is not (0 or 0xff or 0xfe)));
        return Encoding.UTF8.GetString(bytes).TrimStart('\ufeff');
    }

    private static bool IsDocumentType(ByteSource source, long offset)
    {
        Span<byte> bytes = stackalloc byte[20];
        bytes = bytes[..source.Read(offset, bytes)];
        Span<byte> letters = stackalloc byte[20];
        var count = 0;
        foreach (var b in bytes)
        {
            if (b != 0) letters[count++] = b;
        }
        return letters[..count].StartsWith("<!DOCTYPE"u8);
    }

    private static long LongestPart(ByteSource source, FindingSheet findings, CancellationToken cancellationToken)
    {
        var buffer = new byte[Chunk];
        var (longest, last, at) = (0L, 0L, 0L);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = source.Read(at, buffer);
            if (read == 0) return Math.Max(longest, at - last);
            for (var from = 0; from < read;)
            {
                var next = buffer.AsSpan(from, read - from).IndexOf((byte)'<');
                if (next < 0) break;
                longest = Math.Max(longest, at + from + next - last);
                last = at + from + next;
                if (last >= Prologue && IsDocumentType(source, last))
                    findings.Add(XmlRules.Entity, last, $"A document type stands at {last}, behind more than is read of a prologue.");
                from += next + 1;
            }
            at += read;
        }
    }
}
