using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Licence;

/// <summary>Says which licence a model card or a licence text states. Information only.</summary>
public sealed class LicenceAnalyser : IAnalyser
{
    private const int Head = 64 * 1024;

    private static readonly (string Words, string Licence)[] Known =
    [
        ("Apache License", "Apache"), ("MIT License", "MIT"), ("GNU AFFERO GENERAL PUBLIC LICENSE", "AGPL"), ("GNU LESSER GENERAL PUBLIC LICENSE", "LGPL"), ("GNU GENERAL PUBLIC LICENSE", "GPL"), ("BSD 3-Clause", "BSD-3-Clause"),
        ("Mozilla Public License", "MPL"), ("CreativeML Open RAIL", "CreativeML OpenRAIL"), ("LLAMA 2 COMMUNITY LICENSE", "Llama 2"), ("LLAMA 3", "Llama 3"), ("Gemma Terms of Use", "Gemma"), ("Attribution-NonCommercial", "CC BY-NC"), ("Attribution-ShareAlike", "CC BY-SA"),
        ("Creative Commons Attribution", "CC BY"), ("This is free and unencumbered software released into the public domain", "Unlicense"),
    ];

    public AnalyserManifest Manifest { get; } = new("licence", 1, Maturity.Enforcing, [FileFormat.Text], LicenceRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        if (context.Member is not null || context.Hint is not (NameHint.Text or NameHint.None)) return new(new AnalysisResult([], 0));
        var findings = new SourceFindings(context);
        var text = SourceBytes.Read(context.Bytes, out _, Head);
        if (text.StartsWith("---", StringComparison.Ordinal))
        {
            foreach (var line in text.Split('\n').Skip(1).TakeWhile(l => !l.StartsWith("---", StringComparison.Ordinal)))
            {
                if (!line.StartsWith("license", StringComparison.Ordinal) || !line.Contains(':', StringComparison.Ordinal)) continue;
                findings.Add(LicenceRules.Stated, Severity.Info, 0, $"The card states the {line.Split(':')[0].Replace('_', ' ')} '{EvidenceText.Quote(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), 80)}'.");
            }
        }
        else if (context.Bytes.Length < Head && Known.FirstOrDefault(k => text.AsSpan(0, Math.Min(text.Length, 600)).Contains(k.Words, StringComparison.OrdinalIgnoreCase)) is { Licence: not null } known)
            findings.Add(LicenceRules.Stated, Severity.Info, 0, $"The text is the licence {known.Licence}.");
        return new(new AnalysisResult(findings.Ordered(), 0));
    }
}
