using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Onnx;
using Assay.Formats.Protobuf;
using Assay.Inspect.Analysers.Graphs;
using Assay.Inspect.Analysers.Onnx.Gates;

namespace Assay.Inspect.Analysers.Onnx;

/// <summary>Examines ONNX models: which files they reach, which operators they need, and whether their input can switch their answers.</summary>
public sealed class OnnxAnalyser : IAnalyser, IRuleData
{
    private readonly EmbeddedLists _operators = EmbeddedLists.Load("onnx-operators.txt");

    public AnalyserManifest Manifest { get; } = new("onnx", 2, Maturity.Enforcing, [FileFormat.Onnx], OnnxRules.All);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => _operators.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new GraphFindings(context);
        var model = OnnxReader.Read(context.Bytes, cancellationToken);
        var examination = new OnnxExamination(context.Bytes, _operators, findings, cancellationToken);
        examination.Examine(model);
        if (model.IsCut) findings.Add(OnnxRules.Limit, 0, "The model has more nodes, tensors or nested graphs than are examined.");
        ReportFault(model, findings);
        if (!new GateSearch(context.Bytes, model, findings, OnnxRules.Switch, OnnxRules.Fallback, cancellationToken).Run())
            findings.Add(OnnxRules.Limit, 0, "The model's functions and branches unfold to more nodes than are followed.");
        var whole = model.Fault == ProtoFault.None;
        var partial = whole && !model.IsCut ? null : "the model could not be read to the end";
        var understood = whole ? context.Bytes.Length : model.FaultOffset;
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), understood, partial)
        {
            Conditional = examination.Absent(context),
            Unread = whole ? [] : [new(understood, context.Bytes.Length - understood)],
        });
    }

    private static void ReportFault(OnnxModel model, GraphFindings findings)
    {
        if (model is { Fault: ProtoFault.None, GraphFields: 0, Functions.Count: 0 }) findings.Add(OnnxRules.Damaged, 0, "There is no graph in the file.");
        var (rule, message) = model.Fault switch
        {
            ProtoFault.None => (null, ""),
            ProtoFault.Truncated => (OnnxRules.Damaged, $"The model is cut off: a field at {model.FaultOffset} is longer than what is there."),
            ProtoFault.Malformed => (OnnxRules.Damaged, $"The model cannot be followed beyond {model.FaultOffset}: the bytes there are no field."),
            ProtoFault.TooDeep => (OnnxRules.Bomb, $"Messages are nested too deep at {model.FaultOffset}: no loader follows them."),
            _ => (OnnxRules.Limit, $"The model has more fields than are read; reading ended at {model.FaultOffset}."),
        };
        if (rule is not null) findings.Add(rule, model.FaultOffset, message);
    }
}
