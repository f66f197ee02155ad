namespace Assay.Tests.Scorecard;

/// <summary>Prints scores for people: what is wrong first, then the tables.</summary>
internal static class ScoreTable
{
    public static void Print(IReadOnlyList<Score> scores)
    {
        foreach (var s in scores.Where(s => s.IsWrong || s.IsWeak || s.Verdict == "crash"))
        {
            Console.WriteLine($"{(s.IsWrong ? "WRONG" : "weak ")} {s.Case.Label,-10} as {s.Verdict,-10} {s.Case.ThreatClass}/{s.Case.Technique}: {s.Case.Path} ({s.Case.Must}) {s.Case.Notes}");
            if (s.Case.Label != "benign") continue;
            foreach (var f in s.Findings.Where(f => f.Severity >= Contracts.Values.Severity.Medium).Take(3)) Console.WriteLine($"        {f.Severity} {f.Rule} {f.Location}: {f.Message}");
        }
        Console.WriteLine();
        Group("by threat class", scores.GroupBy(s => s.Case.ThreatClass));
        Group("by format", scores.GroupBy(s => s.Case.Format));
        Group("all", scores.GroupBy(_ => "all"));
        var gaps = scores.Where(s => s.Case.Label == "benign" && s.Missing > 0).ToList();
        Console.WriteLine($"{gaps.Count} benign cases with bytes not accounted for: {string.Join(", ", gaps.Select(g => $"{g.Case.Path} ({g.Missing})"))}");
        var slowest = scores.MaxBy(s => s.Time);
        if (slowest is not null) Console.WriteLine($"slowest {slowest.Time.TotalSeconds:0.00} s ({slowest.Case.Path}); peak memory {Environment.WorkingSet >> 20} MiB now");
    }

    private static void Group(string title, IEnumerable<IGrouping<string, Score>> groups)
    {
        Console.WriteLine($"{title,-24} {"malicious",10} {"flagged",8} {"as mal.",8} | {"susp.",6} {"flagged",8} | {"benign",7} {"alarms",7}");
        foreach (var group in groups.OrderByDescending(g => g.Count()))
        {
            var malicious = group.Where(s => s.Case.Label == "malicious").ToList();
            var suspicious = group.Where(s => s.Case.Label == "suspicious" && !s.Case.AcceptsBenign).ToList();
            var benign = group.Where(s => s.Case.Label == "benign").ToList();
            Console.WriteLine(
                $"{group.Key,-24} {malicious.Count,10} {malicious.Count(s => s.IsFlagged),8} {malicious.Count(s => s.Verdict == "malicious"),8} | "
                + $"{suspicious.Count,6} {suspicious.Count(s => s.IsFlagged),8} | {benign.Count,7} {benign.Count(s => s.IsWrong),7}");
        }
    }
}
