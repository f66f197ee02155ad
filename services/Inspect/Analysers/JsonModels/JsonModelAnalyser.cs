using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.JsonModels;

/// <summary>Examines models that are JSON: MXNet symbols, PaddlePaddle programs, boosters of XGBoost and CatBoost. Other JSON has an empty
/// result.</summary>
public sealed class JsonModelAnalyser : IAnalyser
{
    /// <summary>Longer JSON is followed only where its beginning says that it is a model.</summary>
    private const long MaxUnknown = 64 << 20;

    private const int MaxNodes = 200_000;

    private static readonly string[] CustomOperators =
        ["Custom", "_Native", "_NDArray", "_CustomFunction", "NumpyOp", "NDArrayOp", "TorchModule", "TorchCriterion", "_TensorRT", "_FusedOp",
            "CaffeOp", "CaffeLoss", "CaffeData"];

    private static readonly string[] PaddleOperators =
        ["py_func", "py_layer", "pylayer", "save", "save_combine", "load", "load_combine", "read_file", "run_program", "custom_op",
            "listen_and_serv", "send", "recv", "fetch_barrier", "dgc"];

    public AnalyserManifest Manifest { get; } = new("json-models", 1, Maturity.Enforcing, [FileFormat.Json, FileFormat.Text], JsonModelRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Examine(context, cancellationToken));

    private static AnalysisResult Examine(AnalysisContext context, CancellationToken cancellationToken)
    {
        // Loaders of models are less strict than JSON: what is broken for others may be a model for them.
        if ((context.Format == FileFormat.Text || context.Bytes.Length > MaxUnknown) && !BeginsAsModel(context)) return new([], 0);
        var findings = new FindingSheet(context);
        var later = new FindingSheet(context);
        var judge = new TextJudge(later, JsonModelRules.Format, cancellationToken);
        var (operators, texts) = (0, 0);
        var json = JsonTexts.Read(
            context.Bytes,
            (path, text, offset) =>
            {
                if (operators < MaxNodes && path is [.., "nodes", _, "op"] && ++operators > 0) MxNet(later, text, offset);
                else if (path.Count > 2 && path[0] == "program" && path[^1] == "#") Paddle(later, text, offset);
                else if (texts++ < 2_000_000) judge.Text(text, offset, $"The value of '{EvidenceText.Quote(Name(path), 40)}'", libraries: true);
            },
            cancellationToken);
        if (!IsModel(json.TopLevel)) return new([], 0);
        foreach (var finding in later.Ordered()) findings.Keep(finding);
        if (json.Fault is { } fault) findings.Add(JsonModelRules.Format.Damaged, 0, $"The model cannot be read to its end: {fault}.");
        return new(findings.Ordered(), json.Fault is null ? context.Bytes.Length : 0);
    }

    private static string? Name(IReadOnlyList<string?> path) => path.LastOrDefault(p => p is not null);

    private static bool IsModel(IReadOnlySet<string> keys) =>
        (keys.Contains("nodes") && (keys.Contains("arg_nodes") || keys.Contains("heads") || keys.Contains("node_row_ptr")))
        || (keys.Contains("base_code") && keys.Contains("program"))
        || (keys.Contains("learner") && (keys.Contains("version") || keys.Count == 1))
        || (keys.Contains("oblivious_trees") && keys.Contains("features_info"))
        || (keys.Contains("tree_info") && keys.Contains("feature_names"));

    private static bool BeginsAsModel(AnalysisContext context)
    {
        Span<byte> head = stackalloc byte[4096];
        head = head[..context.Bytes.Read(0, head)];
        if (!head.TrimStart(" \t\r\n"u8).StartsWith("{"u8)) return false;
        return head.IndexOf("\"learner\""u8) >= 0 || head.IndexOf("\"nodes\""u8) >= 0 || head.IndexOf("\"base_code\""u8) >= 0
            || head.IndexOf("\"tree_info\""u8) >= 0 || head.IndexOf("\"oblivious_trees\""u8) >= 0;
    }

    private static void MxNet(FindingSheet findings, string op, long offset)
    {
        if (!CustomOperators.Contains(op, StringComparer.Ordinal)) return;
        findings.Add(JsonModelRules.CustomOperator, offset,
            $"The graph runs the operator '{EvidenceText.Quote(op)}', whose code is not in the model.", Evidence.Quoted("operator", op));
    }

    private static void Paddle(FindingSheet findings, string op, long offset)
    {
        var name = op[(op.LastIndexOf('.') + 1)..].TrimEnd('_');
        if (!PaddleOperators.Contains(name, StringComparer.Ordinal)) return;
        findings.Add(JsonModelRules.SystemOperator, offset, $"The program runs {EvidenceText.Quote(op)}, which reaches files, hosts or code.",
            Evidence.Quoted("operator", op));
    }
}
