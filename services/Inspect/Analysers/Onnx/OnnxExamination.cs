using System.Text;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Onnx;
using Assay.Inspect.Analysers.Graphs;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Onnx;

/// <summary>Visits every graph, function, node and tensor of a model.</summary>
internal sealed class OnnxExamination
{
    /// <summary>Exporters write an If in a Loop in an If; more than this is written by hand.</summary>
    private const int MaxNesting = 16;

    /// <summary>Shorter unknown fields are extensions of the format.</summary>
    private const int MinUnknown = 64;

    private const int MaxCommand = 8192;

    private readonly ByteSource _source;
    private readonly GraphFindings _findings;
    private readonly ExternalJudge _external;
    private readonly PayloadSearch _payload;
    private readonly TensorJudge _tensors;
    private readonly EmbeddedLists _lists;
    private readonly CancellationToken _token;

    public OnnxExamination(ByteSource source, EmbeddedLists lists, GraphFindings findings, CancellationToken cancellationToken)
    {
        (_source, _findings, _lists, _token) = (source, findings, lists, cancellationToken);
        _external = new(findings);
        _payload = new(source, findings, OnnxRules.Payload, OnnxRules.Secret, cancellationToken);
        _tensors = new(findings, _external, _payload);
    }

    /// <summary>Findings that hold where a file that the model needs is absent.</summary>
    public IReadOnlyList<ConditionalFinding> Absent(AnalysisContext context) => [.. _external.Absent(context)];

    public void Examine(OnnxModel model)
    {
        var operators = new OperatorJudge(_source, model, _lists, _findings, _external);
        operators.JudgeFunctions();
        Visit(model.Graph, operators);
        foreach (var graph in model.Training) Visit(graph, operators);
        foreach (var function in model.Functions) Visit(function.Nodes, operators);
        _external.Finish();
        foreach (var entry in model.Metadata)
        {
            var what = $"the metadata '{EvidenceText.Quote(entry.Key, 80)}'";
            _payload.ExamineText(entry.Value, what);
            Command(entry.Value, what, libraries: true);
        }
        foreach (var text in model.Documentation)
        {
            _payload.ExamineText(text.Value, $"the description of a {text.Key}");
            if (text.Key is "model" or "graph") Command(text.Value, $"the description of a {text.Key}", libraries: false);
        }
        if (model.Deepest > MaxNesting)
            _findings.Add(OnnxRules.Bomb, 0, $"Graphs are nested {model.Deepest} deep or more.");
        if (model.GraphFields > 1)
            _findings.Add(OnnxRules.OddTensor, Severity.Medium, 0, $"The model has {model.GraphFields} graphs; loaders join them, other readers see one.");
        ReportUnknown(model);
    }

    private void Command(ByteRange range, string what, bool libraries)
    {
        if (range.Length is < 6 or > MaxCommand) return;
        var bytes = new byte[(int)range.Length];
        var text = Encoding.UTF8.GetString(bytes, 0, _source.Read(range.Offset, bytes));
        if (MetadataText.Judge(text) is { } command)
            _findings.Add(OnnxRules.Command, command.Severity, range.Offset, $"There is {command.What} in {what}.", Evidence.Quoted("text", text));
        else if (libraries && CommandText.Library(text) is { } library)
        {
            _findings.Add(
                OnnxRules.Command, CommandText.LeavesDirectory(library) ? Severity.High : Severity.Medium, range.Offset,
                $"A native library is named in {what}: '{EvidenceText.Quote(library)}'.", Evidence.Quoted("text", text));
        }
    }

    private void ReportUnknown(OnnxModel model)
    {
        foreach (var range in model.Unknown)
        {
            if (range.Length < MinUnknown) continue;
            var format = FileTypeDetector.Detect(_source.Slice(range.Offset, range.Length), _token).Format;
            var known = format is not (FileFormat.Unknown or FileFormat.Text or FileFormat.Json or FileFormat.Empty);
            _findings.Add(
                OnnxRules.Payload, known ? Severity.High : Severity.Medium, range.Offset,
                $"{range.Length} bytes stand in a field that the format does not have{(known ? $"; they look like {format}" : "")}.");
        }
    }

    private void Visit(OnnxGraph graph, OperatorJudge operators)
    {
        foreach (var tensor in graph.Constants) _tensors.Judge(tensor);
        Visit(graph.Nodes, operators);
    }

    private void Visit(IReadOnlyList<OnnxNode> nodes, OperatorJudge operators)
    {
        foreach (var node in nodes)
        {
            _token.ThrowIfCancellationRequested();
            operators.Judge(node);
            foreach (var attribute in node.Attributes)
            {
                foreach (var tensor in attribute.Tensors) _tensors.Judge(tensor);
                foreach (var graph in attribute.Graphs) Visit(graph, operators);
                foreach (var text in attribute.Texts) _payload.ExamineText(text, $"the attribute '{EvidenceText.Quote(attribute.Name, 80)}'");
            }
        }
    }
}
