using System.Text;
using System.Text.RegularExpressions;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Protobuf;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Caffe;

/// <summary>Examines Caffe networks, binary and text: Python layers, and layers with files of their own.</summary>
public sealed class CaffeAnalyser : IAnalyser
{
    private const int PythonParameter = 130;
    private const int MaxText = 8 << 20;

    private static readonly Regex Network = Build(@"\blayers?\s*:?\s*[{<]");
    private static readonly Regex PythonLayer = Build(@"\btype\s*:\s*[""']Python[""']|\bpython_param\s*:?\s*[{<]");
    private static readonly Regex Module = Build(@"\bmodule\s*:\s*[""']([^""'\n]{0,200})[""']");
    private static readonly Regex Source = Build(@"\b(source|file_name|output_directory|mean_file|snapshot_prefix|root_folder)\s*:\s*[""']([^""'\n]{1,400})[""']");

    public AnalyserManifest Manifest { get; } = new("caffe", 1, Maturity.Enforcing, [FileFormat.Caffe, FileFormat.Text], CaffeRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        var result = context.Format == FileFormat.Text ? Text(context, findings) : Binary(context, findings, cancellationToken);
        return ValueTask.FromResult(result);
    }

    private static Regex Build(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static AnalysisResult Text(AnalysisContext context, FindingSheet findings)
    {
        var bytes = new byte[(int)Math.Min(context.Bytes.Length, MaxText)];
        var text = Encoding.UTF8.GetString(bytes, 0, context.Bytes.Read(0, bytes));
        if (!Network.IsMatch(text)) return new([], 0);
        if (PythonLayer.Match(text) is { Success: true } layer)
        {
            var module = Module.Match(text) is { Success: true } m ? m.Groups[1].Value : "";
            findings.Add(CaffeRules.Python, layer.Index, $"A layer runs Python of the module '{EvidenceText.Quote(module)}'.",
                Evidence.Quoted("module", module));
        }
        foreach (Match match in Source.Matches(text).Take(100))
        {
            var path = match.Groups[2].Value;
            // Data layers of a training network name lists and databases by absolute paths all the time; they do not write.
            if (path.Contains("..", StringComparison.Ordinal) || IsSystemPath(path))
                findings.Add(CaffeRules.File, match.Index, $"A layer opens {EvidenceText.Quote(path)}.", Evidence.Quoted("path", path));
        }
        return new(findings.Ordered(), context.Bytes.Length);
    }

    private static bool IsSystemPath(string path) =>
        path.StartsWith("/etc/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/dev/",
            StringComparison.Ordinal)
        || path.StartsWith("/root/", StringComparison.Ordinal) || path.Contains("/.ssh/", StringComparison.Ordinal) || path.Contains("/.bashrc",
            StringComparison.Ordinal);

    private static AnalysisResult Binary(AnalysisContext context, FindingSheet findings, CancellationToken cancellationToken)
    {
        var judge = new TextJudge(findings, CaffeRules.Format, cancellationToken);
        var input = new ProtoInput(context.Bytes, cancellationToken: cancellationToken);
        var network = input.Root();
        while (network.Next(out var field))
        {
            if (field.IsCounted(1)) judge.Text(network.Text(field), field.Start, "The name of the network");
            else if (field.IsCounted(100)) Layer(network.Open(field), field.Start, findings, judge);
        }
        if (input.Fault != ProtoFault.None)
            findings.Add(CaffeRules.Format.Damaged, input.FaultOffset, $"The network cannot be read beyond {input.FaultOffset}.",
                new Evidence("fault", $"{input.Fault}"));
        return new(findings.Ordered(), input.Fault == ProtoFault.None ? context.Bytes.Length : input.FaultOffset);
    }

    private static void Layer(ProtoMessage layer, long offset, FindingSheet findings, TextJudge judge)
    {
        var (type, module, python) = ("", "", false);
        while (layer.Next(out var field))
        {
            if (field.IsCounted(2)) type = layer.Text(field);
            else if (field.IsCounted(1)) judge.Text(layer.Text(field), field.Start, "The name of a layer");
            else if (field.IsCounted(PythonParameter))
            {
                python = true;
                var parameter = layer.Open(field);
                while (parameter.Next(out var part))
                {
                    if (part.IsCounted(1)) module = parameter.Text(part);
                    else if (part.IsCounted(3)) judge.Text(parameter.Text(part), part.Start, "The parameter of a Python layer", libraries: true);
                }
            }
        }
        if (!python && type != "Python") return;
        findings.Add(CaffeRules.Python, offset, $"A layer runs Python of the module '{EvidenceText.Quote(module)}'.", Evidence.Quoted("module",
            module));
    }
}
