using System.Globalization;
using System.Text.Json;
using Assay.Tests.Scorecard;

// scorecard score FOLDER [--only TEXT]... [--rows FILE]   scores the labelled cases of FOLDER/manifest.jsonl
// scorecard show FILE...                                  prints the findings of files
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["score", var folder, .. var rest]:
        var only = Values(rest, "--only");
        var cases = CorpusCase.Read(folder).Where(c => only.Count == 0 || only.Any(o => c.Path.Contains(o) || c.Format == o || c.ThreatClass == o)).ToList();
        var scores = await Scores.OfAsync(folder, cases);
        ScoreTable.Print(scores);
        foreach (var file in Values(rest, "--rows"))
        {
            var rows = scores.Select(s => new { path = s.Case.Path, verdict = s.Verdict });
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { tool = "assay", rows }));
        }
        return 0;
    case ["show", .. var files]:
        var examiner = new Examiner();
        foreach (var file in files)
        {
            var (result, findings) = await examiner.ExamineAsync(file, Path.GetFileName(file));
            Console.WriteLine($"{file}: {string.Join(", ", result.Formats)}{(result.PartialReason is { } why ? $" (partial: {why})" : "")}");
            Console.WriteLine($"  {result.BytesUnderstood} of {new FileInfo(file).Length} bytes understood");
            foreach (var gap in result.Gaps) Console.WriteLine($"  not understood: {gap.Member} {gap.Offset}+{gap.Length}: {gap.Reason}");
            foreach (var f in findings)
            {
                Console.WriteLine($"  {f.Severity,-8} {f.Rule} {f.Location}: {f.Message}");
                foreach (var e in f.Evidence) Console.WriteLine($"           {e.Label}: {e.Value}");
            }
        }
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: scorecard score FOLDER [--only TEXT]... [--rows FILE] | scorecard show FILE...");
        return 2;
}

static List<string> Values(string[] args, string option) => [.. args.Index().Where(a => a.Index > 0 && args[a.Index - 1] == option).Select(a => a.Item)];
