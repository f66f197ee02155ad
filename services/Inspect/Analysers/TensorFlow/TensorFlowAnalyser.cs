using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Protobuf;
using Assay.Formats.TensorFlow;
using Assay.Inspect.Analysers.Graphs;
using Assay.Inspect.Analysers.Onnx.Gates;

namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>Examines TensorFlow's graphs and what Keras keeps beside them: files, addresses, Python and libraries that running them reaches.</summary>
public sealed class TensorFlowAnalyser : IAnalyser, IRuleData
{
    /// <summary>Graphs in constants of graphs.</summary>
    private const int MaxNesting = 4;

    /// <summary>Constants that are looked into for graphs.</summary>
    private const int MaxNested = 256;

    private readonly OperatorLists _lists = new();

    public AnalyserManifest Manifest { get; } = new(
        "tensorflow", 2, Maturity.Enforcing, [FileFormat.SavedModel, FileFormat.TensorFlowGraph, FileFormat.MetaGraph, FileFormat.KerasMetadata, FileFormat.Text], TensorFlowRules.All);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => _lists.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new GraphFindings(context);
        if (context.Format == FileFormat.Text) return ValueTask.FromResult(Text(context, findings, cancellationToken));
        var model = Examine(context.Bytes, context.Format, findings, 0, cancellationToken);
        var whole = model.Fault == ProtoFault.None;
        var understood = whole ? context.Bytes.Length : model.FaultOffset;
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), understood, whole && !model.IsCut ? null : "the graph could not be read to the end")
        {
            Unread = whole ? [] : [new(understood, context.Bytes.Length - understood)],
        });
    }

    /// <summary>Loaders take a graph that is written out as text as well as the binary one: it becomes that, and is examined so.</summary>
    private AnalysisResult Text(AnalysisContext context, GraphFindings findings, CancellationToken cancellationToken)
    {
        if (TfText.Read(context.Bytes, cancellationToken) is not { } graph) return new([], 0);
        var named = new GraphFindings(context);
        Examine(new MemoryByteSource(graph.Bytes), graph.Format, named, 0, cancellationToken);
        foreach (var finding in named.Ordered()) findings.Keep(finding with { Location = context.At(0) });
        if (graph.Fault is { } fault) findings.Add(TensorFlowRules.Damaged, 0, $"The graph is a text that cannot be followed to its end: {fault}.");
        return new(findings.Ordered(), graph.Fault is null ? context.Bytes.Length : 0);
    }

    private TfModel Examine(ByteSource source, string format, GraphFindings findings, int nesting, CancellationToken cancellationToken)
    {
        var model = TfReader.Read(source, format, cancellationToken);
        ReportFault(model, format, findings);
        foreach (var (_, file) in model.Assets)
        {
            if (FileReach.Outside(file) is { } outside)
                findings.Add(TensorFlowRules.AssetPath, 0, $"The asset '{EvidenceText.Quote(file)}' lies outside the model: {outside}.", Evidence.Quoted("asset", file));
        }
        var layers = new LayerJudge(source, findings);
        foreach (var layer in model.LayerConfigurations) layers.Judge(layer);
        var hasReader = model.Graphs.Exists(g => g.Nodes.Exists(n => n.Operator.EndsWith("Reader", StringComparison.Ordinal)
            || n.Operator.EndsWith("ReaderV2", StringComparison.Ordinal)));
        var judge = new NodeJudge(_lists, new PathTrace(source, model), findings, format, hasReader);
        var payload = new PayloadSearch(source, findings, TensorFlowRules.Payload, TensorFlowRules.Secret, cancellationToken);
        var nested = new List<ByteRange>();
        foreach (var graph in model.Graphs)
        {
            foreach (var node in graph.Nodes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                judge.Judge(graph, node);
                foreach (var attribute in node.Attributes) Look(attribute, payload, nested);
            }
        }
        new GateSearch(source, GraphTranslation.Of(model), findings, TensorFlowRules.Switch, TensorFlowRules.Fallback, cancellationToken).Run();
        foreach (var range in nested) ExamineNested(source, range, findings, nesting, cancellationToken);
        return model;
    }

    private static void Look(TfAttribute attribute, PayloadSearch payload, List<ByteRange> nested)
    {
        foreach (var text in attribute.TensorTexts.Concat(attribute.Texts))
        {
            payload.ExamineText(text, $"the attribute '{EvidenceText.Quote(attribute.Name, 60)}'");
            if (text.Length > 24 && nested.Count < MaxNested) nested.Add(text);
        }
        if (attribute.Content is { } content) payload.Examine(content, "a constant");
    }

    /// <summary>A constant can hold a graph that an operator runs: DatasetFromGraph, remote calls, serialised functions.</summary>
    private void ExamineNested(ByteSource source, ByteRange range, GraphFindings findings, int nesting, CancellationToken cancellationToken)
    {
        var slice = source.Slice(range.Offset, range.Length);
        var format = FileTypeDetector.Detect(slice, cancellationToken).All.FirstOrDefault(f => f != FileFormat.Text && Manifest.Accepts.Contains(f));
        if (format is null) return;
        if (nesting >= MaxNesting) findings.Add(TensorFlowRules.Limit, range.Offset, "Graphs are nested in constants too deep to be examined.");
        else Examine(slice, format, findings, nesting + 1, cancellationToken);
    }

    private static void ReportFault(TfModel model, string format, GraphFindings findings)
    {
        if (model is { Fault: ProtoFault.None, Graphs.Count: 0, LayerConfigurations.Count: 0 } && format != FileFormat.KerasMetadata)
            findings.Add(TensorFlowRules.Damaged, 0, "There is no graph in the file.");
        if (model.IsCut) findings.Add(TensorFlowRules.Limit, 0, "The graph has more nodes than are examined.");
        var (rule, message) = model.Fault switch
        {
            ProtoFault.None => (null, ""),
            ProtoFault.Truncated => (TensorFlowRules.Damaged, $"The graph is cut off: a field at {model.FaultOffset} is longer than what is there."),
            ProtoFault.Malformed => (TensorFlowRules.Damaged, $"The graph cannot be followed beyond {model.FaultOffset}: the bytes there are no field."),
            ProtoFault.TooDeep => (TensorFlowRules.Damaged, $"Messages are nested too deep at {model.FaultOffset}: no loader follows them."),
            _ => (TensorFlowRules.Limit, $"The graph has more fields than are read; reading ended at {model.FaultOffset}."),
        };
        if (rule is not null) findings.Add(rule, model.FaultOffset, message);
    }
}
