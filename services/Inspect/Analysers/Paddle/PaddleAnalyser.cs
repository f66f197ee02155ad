using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Protobuf;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Paddle;

/// <summary>Examines PaddlePaddle programs: operators and their attributes, in every block.</summary>
public sealed class PaddleAnalyser : IAnalyser
{
    private static readonly string[] PythonOperators = ["py_func", "py_layer", "pylayer", "run_program", "create_py_reader", "create_custom_reader"];

    private static readonly string[] FileOperators =
    [
        "save", "save_combine", "load", "load_combine", "read_file", "save_selected_rows", "listen_and_serv", "send", "recv", "send_barrier",
        "fetch_barrier", "checkpoint_notify", "distributed_lookup_table", "prefetch", "pull_sparse", "push_sparse", "heter_listen_and_serv",
        "send_and_recv", "gen_nccl_id", "c_gen_nccl_id", "open_files", "create_recordio_file_reader", "recordio", "tensorrt_engine", "lite_engine",
    ];

    public AnalyserManifest Manifest { get; } = new("paddle", 1, Maturity.Enforcing, [FileFormat.Paddle], PaddleRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        var judge = new TextJudge(findings, PaddleRules.Format, cancellationToken);
        var input = new ProtoInput(context.Bytes, cancellationToken: cancellationToken);
        var program = input.Root();
        while (program.Next(out var field))
        {
            if (field.IsCounted(1)) Block(program.Open(field), findings, judge);
        }
        if (input.Fault != ProtoFault.None)
            findings.Add(PaddleRules.Format.Damaged, input.FaultOffset, $"The program cannot be read beyond {input.FaultOffset}.",
                new Evidence("fault", $"{input.Fault}"));
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(),
            input.Fault == ProtoFault.None ? context.Bytes.Length : input.FaultOffset));
    }

    private static void Block(ProtoMessage block, FindingSheet findings, TextJudge judge)
    {
        while (block.Next(out var field))
        {
            if (field.IsCounted(4)) Operator(block.Open(field), field.Start, findings, judge);
            else if (field.IsCounted(3)) Variable(block.Open(field), judge);
        }
    }

    private static void Variable(ProtoMessage variable, TextJudge judge)
    {
        while (variable.Next(out var field))
        {
            if (field.IsCounted(1)) judge.Text(variable.Text(field), field.Start, "The name of a variable");
        }
    }

    private static void Operator(ProtoMessage op, long offset, FindingSheet findings, TextJudge judge)
    {
        var type = "";
        var texts = new List<string>();
        while (op.Next(out var field))
        {
            if (field.IsCounted(3)) type = op.Text(field);
            else if (field.IsCounted(4)) Attribute(op.Open(field), texts, judge);
        }
        judge.Text(type, offset, "The type of an operator", libraries: true);
        Evidence[] seen = [Evidence.Quoted("operator", type), .. texts.Take(3).Select(t => Evidence.Quoted("attribute", t))];
        if (PythonOperators.Contains(type, StringComparer.Ordinal)) findings.Add(PaddleRules.Python, offset,
            $"The program runs {EvidenceText.Quote(type)}.", seen);
        else if (FileOperators.Contains(type, StringComparer.Ordinal))
        {
            var path = texts.Find(CommandText.LeavesDirectory) ?? texts.FirstOrDefault();
            var severity = type is "tensorrt_engine" or "lite_engine" ? Severity.Medium : PaddleRules.File.Severity;
            findings.Add(PaddleRules.File, severity, offset,
                $"The program runs {EvidenceText.Quote(type)} with {EvidenceText.Quote(path ?? "no constant path")}.", seen);
        }
        else if (type.StartsWith("custom", StringComparison.OrdinalIgnoreCase) || type.Contains("::", StringComparison.Ordinal))
            findings.Add(PaddleRules.Custom, offset, $"The program needs the operator '{EvidenceText.Quote(type)}', of which nothing is known.",
                seen);
    }

    private static void Attribute(ProtoMessage attribute, List<string> texts, TextJudge judge)
    {
        var name = "";
        while (attribute.Next(out var field))
        {
            if (field.IsCounted(1)) name = attribute.Text(field);
            else if (field.IsCounted(5) || field.IsCounted(8))
            {
                var text = attribute.Text(field);
                // The call stack of the line that made the operator holds source code.
                if (name == "op_callstack") continue;
                if (texts.Count < 16 && name is not ("op_role_var" or "op_namescope" or "op_device" or "with_quant_attr")) texts.Add(text);
                judge.Text(text, field.Start, $"The attribute '{EvidenceText.Quote(name, 40)}'", libraries: true);
            }
        }
    }
}
