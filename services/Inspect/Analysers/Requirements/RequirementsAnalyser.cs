using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Requirements;

/// <summary>Reads lists of packages for where they come from and for names that only look like known ones.</summary>
public sealed class RequirementsAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } = new("requirements", 1, Maturity.Enforcing, [FileFormat.Requirements], RequirementRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new SourceFindings(context);
        var text = SourceBytes.Read(context.Bytes, out var isCut, 4 << 20);
        long offset = 0;
        var number = 0;
        var pending = "";
        foreach (var raw in text.Split('\n'))
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            var line = pending + raw.TrimEnd('\r');
            var at = offset;
            offset += System.Text.Encoding.UTF8.GetByteCount(raw) + 1;
            pending = line.EndsWith('\\') && line.Length < 4000 ? line[..^1] + " " : "";
            if (pending.Length > 0) continue;
            var comment = line.IndexOf(" #", StringComparison.Ordinal);
            foreach (var (rule, severity, message) in RequirementJudge.Judge(comment < 0 ? line : line[..comment]))
                findings.Add(rule, severity, at, $"{message[..^1]} (line {number}).", Evidence.Quoted("line", line));
        }
        return new(new AnalysisResult(findings.Ordered(), Math.Min(context.Bytes.Length, 4 << 20), isCut ? "the list is longer than is read" : null));
    }
}
