using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.PythonSource;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Reads Python source and says what it would do: on import, when the model is used, and when somebody starts it.</summary>
public sealed class PythonSourceAnalyser : IAnalyser, IRuleData
{
    public AnalyserManifest Manifest { get; } = new("python-source", 3, Maturity.Enforcing, [FileFormat.Python], PythonRules.All);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => PythonReach.Shared.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var source = PythonSourceText.Read(context.Bytes);
        var findings = new SourceFindings(context);
        var python = new PythonFindings(findings, source.Text);
        if (source.IsUnusual) findings.Add(PythonRules.Encoding, Severity.High, 0, $"The source is declared to be in '{Contracts.Findings.EvidenceText.Quote(source.Encoding, 40)}'.");
        var module = PythonText.Examine(source.Text, python, PythonPlace.Import, cancellationToken);
        if (source.IsCut) findings.Add(PythonRules.Limit, Severity.Medium, PythonLimits.SourceBytes, $"The source is larger than {PythonLimits.SourceBytes} bytes; only these were read.");
        // A text that is called as checkpoints are is Python only where it is a list of places with imports in it.
        if (context.Hint is NameHint.Startup or NameHint.Checkpoint)
            findings.Add(PythonRules.Starts, Severity.Medium, 0, "Python runs this file at every start, where it is installed beside packages.");
        findings.Add(PythonRules.Present, Severity.Info, 0, $"Python code of {source.Text.Count(c => c == '\n') + 1} lines.");
        var read = Math.Min(context.Bytes.Length, PythonLimits.SourceBytes);
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), read, source.IsCut || module.IsCut ? "the source is larger than is read" : null)
        {
            Unread = source.IsCut ? [new(read, context.Bytes.Length - read)] : [],
        });
    }
}
