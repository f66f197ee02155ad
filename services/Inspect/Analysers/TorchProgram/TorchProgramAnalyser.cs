using System.Text;
using System.Text.RegularExpressions;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;

namespace Assay.Inspect.Analysers.TorchProgram;

/// <summary>
/// Reads the operators that TorchScript code (<c>code/__torch__.py</c>) and exported programs (JSON in .pt2 archives) name. Other Python and JSON is
/// none of its business.
/// </summary>
public sealed partial class TorchProgramAnalyser : IAnalyser
{
    private const int Window = 1 << 20;

    /// <summary>An operator's name and the start of its arguments may lie across two windows.</summary>
    private const int Overlap = 512;

    private const int MaxFindings = 20;

    private static readonly HashSet<string> OwnNamespaces = new(StringComparer.Ordinal)
    {
        "aten", "prim", "prims", "torchvision", "torchaudio", "quantized", "quantized_decomposed", "_quantized", "sparse", "mkldnn", "mkldnn_prepacked", "prepacked",
        "xnnpack", "onednn", "fbgemm", "inductor", "higher_order", "c10d", "_c10d_functional", "c10d_functional", "profiler", "static_runtime", "metal_prepack",
        "vulkan_prepack", "rngprims", "debugprims", "nvprims", "image", "torchtext", "torch_scatter", "torch_sparse", "torch_cluster", "torch_spline_conv", "torchao",
        "symm_mem", "_inductor_test", "streams", "cuda", "internal", "dnnlowp",
    };

    private static readonly HashSet<string> FileOperators = new(StringComparer.Ordinal) { "save", "from_file", "load", "_load_from_file" };

    public AnalyserManifest Manifest { get; } =
        new("torch-program", 1, Maturity.Enforcing, [FileFormat.Python, FileFormat.Json], TorchProgramRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        if (context.Bytes.Length > 0 && IsProgram(context)) Search(context, findings, cancellationToken);
        return ValueTask.FromResult(new AnalysisResult(findings, context.Bytes.Length));
    }

    private static bool IsProgram(AnalysisContext context)
    {
        var head = new byte[(int)Math.Min(context.Bytes.Length, 64 * 1024)];
        var bytes = head.AsSpan(0, context.Bytes.Read(0, head));
        if (context.Format == FileFormat.Json) return bytes.IndexOf("\"graph_module\""u8) >= 0 || bytes.IndexOf("torch.ops."u8) >= 0;
        return bytes.IndexOf("__torch__"u8) >= 0 || bytes.IndexOf("__parameters__ = ["u8) >= 0 || bytes.IndexOf("(Module):"u8) >= 0;
    }

    private static void Search(AnalysisContext context, List<Finding> findings, CancellationToken cancellationToken)
    {
        var buffer = new byte[Window];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (long at = 0; at < context.Bytes.Length && findings.Count < MaxFindings; at += Window - Overlap)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var text = Encoding.Latin1.GetString(buffer, 0, context.Bytes.Read(at, buffer));
            foreach (Match match in Operator().Matches(text))
            {
                if (findings.Count >= MaxFindings) break;
                Judge(context, match, at, seen, findings);
            }
        }
    }

    private static void Judge(AnalysisContext context, Match match, long at, HashSet<string> seen, List<Finding> findings)
    {
        var where = context.At(at + match.Index);
        if (match.Groups["python"].Success)
        {
            if (seen.Add("^" + match.Groups["python"].Value))
                findings.Add(TorchProgramRules.Python.Report($"The code calls the Python function {Quote(match.Groups["python"].Value)}.", where));
            return;
        }
        var (owner, name) = (match.Groups["ns"].Success ? match.Groups["ns"].Value : "aten", match.Groups["op"].Value);
        var argument = match.Groups["arguments"].Value;
        if (!seen.Add(owner + "::" + name)) return;
        if (owner is "aten" or "prim" && FileOperators.Contains(name))
        {
            var to = argument.Length > 0 ? $" with {Quote(argument)}" : "";
            findings.Add(TorchProgramRules.Files.Report(
                $"The program calls {owner}::{name}{to}, which opens a file when the model runs.", where, Evidence.Quoted("operator", match.Value)));
        }
        else if (match.Groups["ns"].Success && !OwnNamespaces.Contains(owner))
            findings.Add(TorchProgramRules.Custom.Report($"The program needs the operator {Quote(owner + "::" + name)}, which is not one of torch.", where));
    }

    private static string Quote(string text) => EvidenceText.Quote(text, 120);

    [GeneratedRegex(
        @"(?:(?<![\w.])(?:torch\.)?ops\.(?<ns>\w+)\.(?<op>\w+)|(?<![\w.])torch\.(?<op>save|load|from_file)(?=\())(?:\((?<arguments>[^\r\n]{0,160}))?|(?<=[=(,\s])\^(?<python>\w+)\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Operator();
}
