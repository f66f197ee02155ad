using System.Diagnostics;
using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;

namespace Assay.Tests.CrashingInspect;

/// <summary>Dies of text files that begin with the marker, as a native library dies of a malformed model: at once, without an exception.</summary>
public sealed class CrashingAnalyser : IAnalyser
{
    private static readonly byte[] Marker = "assay-poison"u8.ToArray();

    public AnalyserManifest Manifest { get; } = new("crashing", 1, Maturity.Enforcing, [FileFormat.Text],
    [
        new("ASY-TST-001", "Poison", Severity.Info, "For tests.", "None.", "assay-poison", ["CWE-248"]),
    ]);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        Span<byte> head = stackalloc byte[Marker.Length];
        if (context.Bytes.Read(0, head) == head.Length && head.SequenceEqual(Marker)) Die();
        return ValueTask.FromResult(new AnalysisResult([], context.Bytes.Length));
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
