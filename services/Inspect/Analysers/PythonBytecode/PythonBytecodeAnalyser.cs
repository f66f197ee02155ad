using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.PythonBytecode;

namespace Assay.Inspect.Analysers.PythonBytecode;

/// <summary>Reads compiled Python (.pyc files, and marshalled code without their header) and says what it would do when imported.</summary>
public sealed class PythonBytecodeAnalyser : IAnalyser, IRuleData
{
    /// <summary>The largest compiled module of the standard library has 200 kB.</summary>
    private const int MaxBytes = 16 << 20;

    public AnalyserManifest Manifest { get; } =
        new("python-bytecode", 2, Maturity.Enforcing, [FileFormat.PythonBytecode], BytecodeRules.All);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => ReachRules.Embedded.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var length = context.Bytes.Length;
        if (length > MaxBytes) return Unread(context, $"The compiled code has more than {MaxBytes >> 20} MiB and was not read.");
        var bytes = new byte[length];
        var read = bytes.AsSpan(0, context.Bytes.Read(0, bytes));
        var version = PycHeader.Read(read)?.Version ?? 0;
        if (BytecodeJudge.Examine(read) is not { } report)
            return Unread(context, version == 0 ? "The compiled code is of a version of Python that is not read here." : "The compiled code cannot be read: it is cut or damaged.");
        var rule = report.Severity switch
        {
            Severity.Critical => BytecodeRules.Runs,
            Severity.High => BytecodeRules.Reaches,
            _ => BytecodeRules.Compiled,
        };
        var written = version > 0 ? $" of Python 3.{version}" : "";
        Finding finding = rule.Report($"The compiled code{written} {report.Words}.", context.At(0), report.Evidence);
        return ValueTask.FromResult(new AnalysisResult([finding], length));
    }

    private static ValueTask<AnalysisResult> Unread(AnalysisContext context, string message) =>
        ValueTask.FromResult(new AnalysisResult([BytecodeRules.Unreadable.Report(message, context.At(0))], 0, "compiled Python that cannot be read"));
}
