using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.FlatBuffers;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.TfLite;

/// <summary>Examines TensorFlow Lite models: operators, references, texts and buffers.</summary>
public sealed class TfLiteAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } = new("tflite", 2, Maturity.Enforcing, [FileFormat.TfLite], TfLiteRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        var input = new FlatInput(context.Bytes, cancellationToken: cancellationToken);
        var examination = new TfLiteExamination(context.Bytes, findings, cancellationToken);
        var root = input.Root();
        if (root.Exists) examination.Model(root);
        if (input.Fault is { } fault) findings.Add(TfLiteRules.Format.Damaged, input.FaultOffset, $"The model cannot be read as it says: {fault}.");
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), input.Fault is null ? context.Bytes.Length : input.FaultOffset));
    }
}
