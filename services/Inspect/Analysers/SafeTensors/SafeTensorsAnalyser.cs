using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Detection;
using Assay.Formats.SafeTensors;
using Assay.Inspect.Analysers.ModelFormats;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.SafeTensors;

/// <summary>Checks the header of safetensors files: strict JSON, sound offsets, nothing that no tensor owns, no files in the metadata.</summary>
public sealed class SafeTensorsAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } =
        new("safetensors", 2, Maturity.Enforcing, [FileFormat.SafeTensors, FileFormat.Unknown, FileFormat.Empty], SafeTensorsRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        // Bytes that are nothing else are examined only where their name sends a loader to them.
        if (context.Format != FileFormat.SafeTensors && context.Hint != NameHint.SafeTensors) return ValueTask.FromResult(new AnalysisResult([], 0));
        var findings = new FindingList(context);
        var file = SafeTensorsReader.Read(context.Bytes, cancellationToken);
        foreach (var fault in file.Faults)
        {
            var name = fault.Name is null ? "" : $" ('{EvidenceText.Quote(fault.Name, 80)}')";
            findings.Add(SafeTensorsRules.Malformed, fault.Offset, $"At {fault.Offset}: {fault.What}{name}.");
        }
        foreach (var type in file.NewTypes)
            findings.Add(SafeTensorsRules.NewType, 8, $"The type '{EvidenceText.Quote(type)}' is not known here; sizes of its tensors were not checked.");
        foreach (var (key, value) in file.Metadata)
        {
            if (EncodedPayload.Find(value, cancellationToken) is not { } format)
            {
                Command(key, value, findings);
                continue;
            }
            findings.Add(SafeTensorsRules.Payload, 8, $"The metadata '{EvidenceText.Quote(key, 80)}' holds a file of the format {format}.", Evidence.Quoted("value", value));
        }
        foreach (var (name, offset, format) in TensorPayload.Find(context.Bytes, Ranges(file), cancellationToken))
            findings.Add(SafeTensorsRules.TensorPayload, offset, $"The tensor '{EvidenceText.Quote(name, 80)}' holds {format}, not numbers.", new Evidence("format", format));
        var understood = file.IsComplete ? file.DataEnd : file.DataStart;
        if (file.IsComplete && file.DataEnd < context.Bytes.Length) Trailing(context, file.DataEnd, findings, cancellationToken);
        var partial = file.IsComplete ? null : "the header could not be read";
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), understood, partial));
    }

    private static IEnumerable<(string, long, long)> Ranges(SafeTensorsFile file) =>
        file.Tensors.Where(t => t.Start >= 0 && t.End > t.Start && t.End <= file.DataEnd).Select(t => (t.Name, file.DataStart + t.Start, t.End - t.Start));

    private static void Command(string key, string value, FindingList findings)
    {
        if (MetadataText.Judge(value) is not { } command) return;
        findings.Add(
            SafeTensorsRules.Command, command.Severity, 8, $"The metadata '{EvidenceText.Quote(key, 80)}' is {command.What}.", Evidence.Quoted("value", value));
    }

    private static void Trailing(AnalysisContext context, long offset, FindingList findings, CancellationToken cancellationToken)
    {
        var length = context.Bytes.Length - offset;
        var isThere = context.Bytes.IsPresent(offset, length);
        var guess = isThere ? FileTypeDetector.Detect(context.Bytes.Slice(offset, length), cancellationToken) : FormatGuess.Of(FileFormat.Unknown);
        var hidden = guess.All.FirstOrDefault(EncodedPayload.IsDangerous);
        var what = guess.Format == FileFormat.Unknown ? "" : $", which look like {hidden ?? guess.Format}";
        findings.Add(
            SafeTensorsRules.Trailing, hidden is null ? Severity.Medium : Severity.High, offset, $"{length} bytes stand behind the last tensor{what}.");
    }
}
