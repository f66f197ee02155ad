using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;

namespace Assay.Inspect.Analysers.Graphs;

/// <summary>Looks for programs, pickles and archives where numbers and texts should be, and for secrets among the texts.</summary>
internal sealed partial class PayloadSearch(
    ByteSource source, GraphFindings findings, Rule payload, Rule secret, CancellationToken cancellationToken)
{
    private const int MaxText = 256 * 1024;

    /// <summary>Texts of one file: a vocabulary has as many words.</summary>
    private const int MaxTexts = 200_000;

    private const int Window = 1 << 20;
    private const int Overlap = 64;
    private const long MaxSearched = 1L << 30;

    private static readonly byte[] Elf = [0x7f, (byte)'E', (byte)'L', (byte)'F'];

    private byte[]? _window;
    private long _searched;
    private int _texts;

    /// <summary>Bytes that should be numbers. Weights begin with anything, so only a format with a long signature counts.</summary>
    public void Examine(ByteRange range, string what)
    {
        if (range.Length < 32) return;
        cancellationToken.ThrowIfCancellationRequested();
        Programs(range, what);
        Span<byte> head = stackalloc byte[8];
        if (source.Read(range.Offset, head) < 8 || !MayBePayload(head)) return;
        if (Detect(source.Slice(range.Offset, range.Length)) is { } format) Report(range, what, format, "");
    }

    /// <summary>A text: itself, or what it hides in base64.</summary>
    public void ExamineText(ByteRange range, string what)
    {
        if (range.Length < 16 || _texts++ > MaxTexts) return;
        cancellationToken.ThrowIfCancellationRequested();
        var text = new byte[(int)Math.Min(range.Length, MaxText)];
        text = text[..source.Read(range.Offset, text)];
        if (MayBePayload(text) && Detect(new MemoryByteSource(text)) is { } format) Report(range, what, format, "");
        // Pickles of the first protocol begin as text does: only one that takes something by name counts.
        else if (text[0] is (byte)'c' or (byte)'(' && text.AsSpan().IndexOf((byte)'\n') > 0 && Detect(new MemoryByteSource(text)) is FileFormat.Pickle)
            Report(range, what, FileFormat.Pickle, "");
        var latin = Encoding.Latin1.GetString(text);
        foreach (var match in Base64Run().EnumerateMatches(latin))
        {
            var run = text.AsSpan(match.Index, match.Length & ~3);
            var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(run.Length)];
            Base64.DecodeFromUtf8(run, decoded, out _, out var written);
            decoded = decoded[..written];
            if (decoded.Length >= 8 && MayBePayload(decoded) && Detect(new MemoryByteSource(decoded)) is { } inner) Report(range, what, inner, " in base64");
        }
        foreach (var match in SecretShape().EnumerateMatches(latin))
        {
            findings.Add(
                secret, range.Offset + match.Index, $"There is what looks like a secret in {what}.",
                Evidence.Quoted("begins with", string.Concat(latin.AsSpan(match.Index, Math.Min(8, match.Length)), "…")));
        }
    }

    /// <summary>Programs behind a few numbers. Weights hold any four bytes by chance, not the header that follows them.</summary>
    private void Programs(ByteRange range, string what)
    {
        for (long at = 1; at < range.Length && _searched < MaxSearched; at += Window)
        {
            var window = _window ??= new byte[Window + Overlap];
            _searched += Math.Min(Window, range.Length);
            cancellationToken.ThrowIfCancellationRequested();
            var part = window.AsSpan(0, (int)Math.Min(source.Read(range.Offset + at, window), range.Length - at));
            for (var from = 0; from < part.Length;)
            {
                var next = part[from..].IndexOf(Elf);
                if (next < 0) break;
                from += next;
                if (part.Length - from >= Overlap && EmbeddedContent.IsNative(part[from..]) && part[(from + 7)..(from + 16)].IndexOfAnyExceptInRange((byte)0, (byte)16) < 0)
                {
                    Report(new(range.Offset + at + from, range.Length - at - from), what, FileFormat.Executable, "");
                    return;
                }
                from += Elf.Length;
            }
        }
    }

    private void Report(ByteRange range, string what, string format, string how) =>
        findings.Add(
            payload, format is FileFormat.Pickle or FileFormat.Executable ? Severity.High : payload.Severity, range.Offset,
            $"There is something of the format {format}{how} in {what}.", Evidence.Quoted("format", format));

    private static bool MayBePayload(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F']) || head.StartsWith("PK\u0003\u0004"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf]) || head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08, 0])
        || head.StartsWith((ReadOnlySpan<byte>)[0xcf, 0xfa, 0xed, 0xfe]) || (head.Length > 2 && head[0] == 0x80 && head[1] is >= 2 and <= 5);

    private string? Detect(ByteSource bytes)
    {
        var guess = FileTypeDetector.Detect(bytes, cancellationToken);
        return guess.Format is FileFormat.Executable or FileFormat.Pickle or FileFormat.TorchZip or FileFormat.Zip or FileFormat.SevenZip or FileFormat.Gzip
            ? guess.Format : null;
    }

    [GeneratedRegex(@"[A-Za-z0-9+/]{64,}={0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex Base64Run();

    [GeneratedRegex(
        @"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bhf_[A-Za-z0-9]{30,}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}\b|\bsk-[A-Za-z0-9_-]{20,}\b|\bxox[abpr]-[A-Za-z0-9-]{20,}\b"
        + @"|\bAIza[0-9A-Za-z_-]{35}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bglpat-[A-Za-z0-9_-]{20}\b|\bnpm_[A-Za-z0-9]{36}\b", RegexOptions.CultureInvariant)]
    private static partial Regex SecretShape();
}
