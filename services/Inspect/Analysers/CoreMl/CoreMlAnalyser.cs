using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Protobuf;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.CoreMl;

/// <summary>Examines Core ML specifications: custom layers and models, linked models, file values, texts.</summary>
public sealed class CoreMlAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } = new("coreml", 1, Maturity.Enforcing, [FileFormat.CoreMl, FileFormat.Json], CoreMlRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        if (context.Format == FileFormat.Json) return ValueTask.FromResult(PackageManifest.Examine(context, findings, cancellationToken));
        var input = new ProtoInput(context.Bytes, cancellationToken: cancellationToken);
        new CoreMlExamination(context.Bytes, findings, cancellationToken).Model(input.Root());
        if (input.Fault is ProtoFault.TooDeep or ProtoFault.TooMany)
            findings.Add(CoreMlRules.Format.Unread, input.FaultOffset, "The model is deeper or has more parts than are followed.");
        else if (input.Fault != ProtoFault.None)
            findings.Add(CoreMlRules.Format.Damaged, input.FaultOffset, $"The model cannot be read beyond {input.FaultOffset}.",
                new Evidence("fault", $"{input.Fault}"));
        var understood = input.Fault == ProtoFault.None ? context.Bytes.Length : input.FaultOffset;
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), understood));
    }
}
