using System.Diagnostics;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Verdicts;

namespace Assay.Tests.Scorecard;

/// <summary>What the scanner said of one case.</summary>
internal sealed record Score(CorpusCase Case, string Verdict, TimeSpan Time, IReadOnlyList<Finding> Findings)
{
    /// <summary>Bytes that no reader accounts for.</summary>
    public long Missing { get; init; }

    public bool IsFlagged => Verdict is "malicious" or "suspicious";

    /// <summary>True where the verdict is not what the label asks for.</summary>
    public bool IsWrong => Case.Label switch
    {
        "benign" => IsFlagged && !(Verdict == "suspicious" && Case.AcceptsSuspicious),
        "suspicious" => !IsFlagged && !Case.AcceptsBenign,
        _ => !IsFlagged,
    };

    /// <summary>True for a malicious case that is called no worse than suspicious.</summary>
    public bool IsWeak => Case.Label == "malicious" && Verdict == "suspicious";
}

/// <summary>Scores a folder of labelled cases: critical or high is malicious, medium suspicious, anything less clean.</summary>
internal static class Scores
{
    public static async Task<IReadOnlyList<Score>> OfAsync(string folder, IReadOnlyList<CorpusCase> cases)
    {
        var examiner = new Examiner();
        var scores = new List<Score>();
        foreach (var item in cases)
        {
            var watch = Stopwatch.StartNew();
            var findings = new List<Finding>();
            var crashed = false;
            long missing = 0;
            var names = item.FilesIn(folder).Select(f => f.Name).ToHashSet();
            foreach (var (path, name) in item.FilesIn(folder))
            {
                try
                {
                    var (result, found) = await examiner.ExamineAsync(path, name);
                    missing += new FileInfo(path).Length - result.BytesUnderstood;
                    findings.AddRange(AbsentFiles.Of(name, names, result.Analysers.SelectMany(a => a.Conditional)));
                    findings.AddRange(found.Select(f => f with { Location = f.Location with { Path = name } }));
                }
                catch (InvalidOperationException e)
                {
                    Console.WriteLine($"CRASH {e.Message}");
                    crashed = true;
                }
            }
            scores.Add(new(item, crashed ? "crash" : VerdictOf(findings), watch.Elapsed, findings) { Missing = missing });
        }
        return scores;
    }

    private static string VerdictOf(List<Finding> findings) => findings.Select(f => f.Severity).DefaultIfEmpty(Severity.Info).Max() switch
    {
        Severity.Critical or Severity.High => "malicious",
        Severity.Medium => "suspicious",
        _ => "clean",
    };
}
