using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats;
using Assay.Formats.FlatBuffers;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.ExecuTorch;

/// <summary>Examines ExecuTorch programs: operators, backends, their options, segments and constants.</summary>
public sealed class ExecuTorchAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } = new("executorch", 1, Maturity.Enforcing, [FileFormat.ExecuTorch], ExecuTorchRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new FindingSheet(context);
        var length = context.Bytes.Length;
        var (program, segments) = Header(context.Bytes);
        if (program < 0 || program > length || segments < 0 || segments > length)
        {
            findings.Add(ExecuTorchRules.Format.Damaged, 8, "The header says that the program or its segments lie outside of the file.");
            (program, segments) = (length, 0);
        }
        var part = program < length && program > 0 ? context.Bytes.Slice(0, program) : context.Bytes;
        var input = new FlatInput(part, cancellationToken: cancellationToken);
        var examination = new ExecuTorchExamination(context.Bytes, segments, findings, cancellationToken);
        var root = input.Root();
        if (root.Exists) examination.Program(root);
        if (input.Fault is { } fault) findings.Add(ExecuTorchRules.Format.Damaged, input.FaultOffset,
            $"The program cannot be read as it says: {fault}.");
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), input.Fault is null ? length : input.FaultOffset));
    }

    /// <summary>Size of the program and offset of the segments, from the header that newer files have.</summary>
    private static (long Program, long Segments) Header(ByteSource source)
    {
        var window = new Window(source, 64);
        if (!window.TryRead(8, 4, out var magic) || !magic.SequenceEqual("eh00"u8)) return (source.Length, 0);
        return window.TryInt64(16, false, out var program) && window.TryInt64(24, false, out var segments) ? (program, segments) : (-1, -1);
    }
}
