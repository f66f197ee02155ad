using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Ubjson;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Booster;

/// <summary>Examines binary XGBoost models: UBJSON is followed, the older form is looked through for texts.</summary>
public sealed class BoosterAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } = new("xgboost", 1, Maturity.Enforcing, [FileFormat.XgBoost], BoosterRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        var judge = new TextJudge(findings, BoosterRules.Format, cancellationToken);
        Span<byte> head = stackalloc byte[1];
        if (context.Bytes.Read(0, head) == 1 && head[0] == (byte)'{')
        {
            var reader = new UbjsonReader(context.Bytes);
            var key = "";
            reader.Read(
                (text, offset, isKey) =>
                {
                    judge.Text(text, offset, isKey ? "A key" : $"The value of '{EvidenceText.Quote(key, 40)}'", libraries: true);
                    if (isKey) key = text;
                },
                cancellationToken);
            if (reader.Fault is { } fault) findings.Add(BoosterRules.Format.Damaged, reader.Position,
                $"The model cannot be read beyond {reader.Position}: {fault}.");
            else if (reader.Position < context.Bytes.Length)
            {
                var rest = context.Bytes.Length - reader.Position;
                if (!judge.Blob(context.Bytes, reader.Position, rest, "The space behind the model"))
                    findings.Add(BoosterRules.Format.Damaged, reader.Position, $"{rest} bytes stand behind the end of the model.");
            }
            return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), Math.Min(reader.Position, context.Bytes.Length)));
        }
        var read = TextRuns.Read(context.Bytes, (text, offset) => judge.Text(text, offset, "A text", libraries: true), cancellationToken);
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), read));
    }
}
