using System.Buffers.Binary;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Detection;
using Assay.Formats.Gguf;
using Assay.Inspect.Analysers.ModelFormats;
using Assay.Inspect.Analysers.Pickle;
using Assay.Inspect.Analysers.SafeTensors;

namespace Assay.Inspect.Analysers.Gguf;

/// <summary>Checks the arithmetic of GGUF headers, and what stands where no tensor is.</summary>
public sealed class GgufAnalyser : IAnalyser
{
    /// <summary>Longest honest settings of the outdated format; larger ones are no settings.</summary>
    private const int MaxSetting = 100_000_000;

    public AnalyserManifest Manifest { get; } = new(
        "gguf", 2, Maturity.Enforcing, [FileFormat.Gguf, FileFormat.Ggml, FileFormat.Unknown, FileFormat.Empty], GgufRules.All)
    {
        Limits = new() { Time = TimeSpan.FromSeconds(120) },
    };

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(context.Format switch
        {
            FileFormat.Gguf => Examine(context, cancellationToken),
            FileFormat.Ggml => Old(context),
            _ => NotGguf(context),
        });

    private static AnalysisResult Examine(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingList(context);
        var file = GgufReader.Read(context.Bytes, cancellationToken);
        foreach (var fault in file.Faults)
        {
            var name = fault.Name is null ? "" : $" ('{EvidenceText.Quote(fault.Name, 80)}')";
            findings.Add(GgufRules.Malformed, fault.Offset, $"At {fault.Offset}: {fault.What}{name}.");
        }
        foreach (var entry in file.Metadata) Entry(entry, findings, cancellationToken);
        var ranges = file.Tensors.Where(t => t.Length is > 0).Select(t => (t.Name, t.DataOffset, t.Length!.Value));
        foreach (var (name, offset, format) in TensorPayload.Find(context.Bytes, ranges, cancellationToken))
            findings.Add(GgufRules.TensorPayload, offset, $"The tensor '{EvidenceText.Quote(name, 80)}' holds {format}, not numbers.", new Evidence("format", format));
        if (file.UnknownTypes > 0)
            findings.Add(GgufRules.NewType, file.HeaderEnd, $"{file.UnknownTypes} tensors have element types that are not known here; where they end was not checked.");
        if (file.IsComplete && file.DataEnd < context.Bytes.Length) Trailing(context, file.DataEnd, findings, cancellationToken);
        return new(findings.Ordered(), file.IsComplete ? file.DataEnd : file.HeaderEnd, file.IsComplete ? null : "the header could not be followed to its end");
    }

    private static void Entry(GgufEntry entry, FindingList findings, CancellationToken cancellationToken)
    {
        if (entry.Text is not { Length: > 0 } text) return;
        if (EncodedPayload.Find(text, cancellationToken) is { } format)
        {
            findings.Add(
                GgufRules.Payload, entry.Offset, $"The metadata '{EvidenceText.Quote(entry.Key, 80)}' holds a file of the format {format}.", Evidence.Quoted("value", text));
        }
        // Templates and tokens are examined as what they are.
        else if (!entry.Key.StartsWith("tokenizer.", StringComparison.Ordinal) && MetadataText.Judge(text) is { } command)
        {
            findings.Add(
                GgufRules.Command, command.Severity, entry.Offset, $"The metadata '{EvidenceText.Quote(entry.Key, 80)}' is {command.What}.", Evidence.Quoted("value", text));
        }
        if (entry.Key.StartsWith("general.", StringComparison.Ordinal) && text.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            findings.Add(GgufRules.Link, entry.Offset, $"The metadata '{EvidenceText.Quote(entry.Key, 80)}' names '{EvidenceText.Quote(text)}'.");
    }

    private static void Trailing(AnalysisContext context, long offset, FindingList findings, CancellationToken cancellationToken)
    {
        var length = context.Bytes.Length - offset;
        // Zeros up to the next block are what some file systems and downloaders leave; they carry nothing.
        if (length < 4096 && IsZero(context, offset, (int)length)) return;
        var isThere = context.Bytes.IsPresent(offset, length);
        var guess = isThere ? FileTypeDetector.Detect(context.Bytes.Slice(offset, length), cancellationToken) : FormatGuess.Of(FileFormat.Unknown);
        var hidden = guess.All.FirstOrDefault(EncodedPayload.IsDangerous);
        var what = guess.Format == FileFormat.Unknown ? "" : $", which look like {hidden ?? guess.Format}";
        findings.Add(GgufRules.Trailing, hidden is null ? Severity.Medium : Severity.High, offset, $"{length} bytes stand behind the last tensor{what}.");
    }

    private static bool IsZero(AnalysisContext context, long offset, int length)
    {
        var bytes = new byte[length];
        return context.Bytes.IsPresent(offset, length) && context.Bytes.Read(offset, bytes) == length && bytes.AsSpan().IndexOfAnyExcept((byte)0) < 0;
    }

    // The settings' meaning depends on the program that wrote them; all of them are counts, so none is negative or enormous.
    private static AnalysisResult Old(AnalysisContext context)
    {
        var findings = new FindingList(context);
        Span<byte> head = stackalloc byte[32];
        head = head[..context.Bytes.Read(0, head)];
        findings.Add(GgufRules.Old, 0, "The file has the outdated GGML format, which has no lengths to check its data against.");
        var versioned = head.Length > 0 && head[0] != (byte)'l';
        for (var at = versioned ? 8 : 4; at + 4 <= head.Length; at += 4)
        {
            var value = BinaryPrimitives.ReadInt32LittleEndian(head[at..]);
            if (value is >= 0 and <= MaxSetting) continue;
            findings.Add(GgufRules.Malformed, at, $"A setting of the outdated header is {value}, which can be none.");
            break;
        }
        if (head.Length < 32) findings.Add(GgufRules.Malformed, head.Length, "The file ends inside the outdated header.");
        return new(findings.Ordered(), context.Bytes.Length);
    }

    private static AnalysisResult NotGguf(AnalysisContext context)
    {
        if (context.Hint != NameHint.Gguf) return new([], 0);
        var finding = GgufRules.NotGguf.Report("The name says GGUF; the content does not begin as one and is no other known format.", context.At(0));
        return new([finding], 0, "the content is of no known format");
    }
}
