using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Domain.Advisories;
using Assay.Reporting.Advisories;

namespace Assay.Cli.Advisories;

/// <summary>Advisories for people. All texts are others' and quoted.</summary>
internal static class AdvisoryText
{
    public static string Line(Advisory advisory) =>
        $"{EvidenceText.Quote(advisory.Id),-20}  {Severity(advisory),-8}  {State(advisory),-19}  {EvidenceText.Quote(advisory.Title)}";

    public static void Print(AdvisoryDetail detail)
    {
        var advisory = detail.Advisory;
        Console.Out.WriteLine(Line(advisory));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  issued by {EvidenceText.Quote(advisory.Issuer)} on {advisory.IssuedAt:u}, revision {advisory.Revision} of {advisory.ModifiedAt:u}"));
        if (advisory.WithdrawnReason is { } why) Console.Out.WriteLine($"  withdrawn: {EvidenceText.Quote(why, 1000)}");
        foreach (var line in advisory.Summary.Split('\n').Take(40)) Console.Out.WriteLine($"  {EvidenceText.Quote(line, 1000)}");
        foreach (var target in advisory.Affected) Console.Out.WriteLine($"  affected    {Target(target)}");
        foreach (var target in advisory.Unaffected) Console.Out.WriteLine($"  unaffected  {Target(target)}");
        if (advisory.Replacement is { } replacement) Console.Out.WriteLine($"  use instead {Target(replacement)}");
        if (advisory.Aliases.Count > 0) Console.Out.WriteLine($"  also called {EvidenceText.Quote(string.Join(", ", advisory.Aliases), 500)}");
        foreach (var reference in advisory.References) Console.Out.WriteLine($"  see         {EvidenceText.Quote(reference.Url, 500)}");
        foreach (var change in detail.History)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {change.At:u}  revision {change.Revision} {change.Kind.ToString().ToLowerInvariant()} by {EvidenceText.Quote(change.Actor)}"));
    }

    public static void Print(AffectedList list)
    {
        foreach (var version in list.Versions)
        {
            var name = EvidenceText.Quote(version.Model.Name, 300) + (version.Model.Revision is { } revision ? "@" + EvidenceText.Quote(revision, 64) : "");
            var place = version.Path is { } path ? $"  {EvidenceText.Quote(path, 300)}" : "";
            Console.Out.WriteLine($"{Evidence(version.Evidence),-18}  {version.Confidence.ToString().ToLowerInvariant(),-6}  {name}{place}");
        }
        if (list.Versions.Count == 0) Console.Out.WriteLine("no version that was scanned here is concerned");
        if (list.IsCut) Console.Out.WriteLine("there are more than are listed");
        foreach (var approval in list.Approvals)
            Console.Out.WriteLine($"registry: {EvidenceText.Quote(approval.Purl ?? approval.Name, 300)} is {approval.State.ToString().ToLowerInvariant()} ({Evidence(approval.Evidence)})");
    }

    private static string Target(AdvisoryTarget target) => $"{target.Kind.ToString().ToLowerInvariant()} {EvidenceText.Quote(target.Value, 500)}";

    private static string Evidence(MatchClass match) => match switch
    {
        MatchClass.Exact => "exact",
        MatchClass.SameTensors => "same tensors",
        _ => "declared descent",
    };

    private static string Severity(Advisory advisory) => advisory.Severity.ToString().ToLowerInvariant();

    private static string State(Advisory advisory) => advisory switch
    {
        { IsWithdrawn: true } => "withdrawn",
        { Status: AdvisoryStatus.UnderInvestigation } => "under investigation",
        { Status: AdvisoryStatus.NotAffected } => "not affected",
        _ => advisory.Status.ToString().ToLowerInvariant(),
    };
}
