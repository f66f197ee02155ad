using System.CommandLine;
using Assay.Cli.Advisories;
using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Reporting.Advisories;

namespace Assay.Cli.Commands;

/// <summary><c>assay advisory create</c>.</summary>
internal static class AdvisoryCreate
{
    public static Command Create()
    {
        var title = new Option<string>("--title") { Description = "One line", HelpName = "TEXT", Required = true };
        var summary = new Option<string?>("--summary") { Description = "What it is, how it was found, what it does (default: the title)", HelpName = "TEXT" };
        var severity = SharedOptions.Choice("--severity", Severity.High, "How bad it is");
        var status = new Option<string>("--status") { Description = "affected, under-investigation, fixed or not-affected (default: affected)", HelpName = "STATUS", DefaultValueFactory = _ => "affected" };
        var targets = Targets();
        var unaffected = Many("--unaffected", "Manifest digest or package URL of a version that does not have the flaw", "VERSION");
        var replacement = new Option<string?>("--replacement") { Description = "Manifest digest or package URL of what to use instead", HelpName = "VERSION" };
        var alias = Many("--alias", "Id elsewhere: CVE, GHSA, AVID", "ID");
        var reference = Many("--reference", "Where more is said", "URL");
        var command = new Command("create", "Issue an advisory; it needs something that it is about, such as --sha256") { title, summary, severity, status, unaffected, replacement, alias, reference };
        foreach (var (_, option) in targets) command.Add(option);
        return AdvisoryCommand.WithDesk(command, async (parsed, desk, cancellationToken) =>
        {
            var request = new AdvisoryRequest
            {
                Title = parsed.GetValue(title),
                Summary = parsed.GetValue(summary) ?? parsed.GetValue(title),
                Severity = parsed.GetValue(severity),
                Status = Status(parsed.GetValue(status)!),
                Affected = [.. targets.SelectMany(t => parsed.GetValue(t.Option)!.Select(v => new AdvisoryTarget(t.Kind, v)))],
                Unaffected = [.. parsed.GetValue(unaffected)!.Select(Version)],
                Replacement = parsed.GetValue(replacement) is { } version ? Version(version) : null,
                Aliases = parsed.GetValue(alias),
                References = [.. parsed.GetValue(reference)!.Select(url => new AdvisoryReference(url))],
            };
            if (request.Affected.Count == 0) throw new UsageException("name what the advisory is about: --sha256, --manifest, --purl, --repository, --base or --tensor");
            var advisory = await desk.IssueAsync(request, cancellationToken);
            Console.Out.WriteLine(AdvisoryText.Line(advisory));
            AdvisoryText.Print(await desk.AffectedAsync(advisory.Id, cancellationToken));
            return ExitCode.Ok;
        });
    }

    private static List<(TargetKind Kind, Option<string[]> Option)> Targets() =>
    [
        (TargetKind.Artifact, Many("--sha256", "SHA-256 of an affected file, wherever it is", "DIGEST")),
        (TargetKind.Manifest, Many("--manifest", "Manifest digest of an affected version", "DIGEST")),
        (TargetKind.Package, Many("--purl", "pkg:huggingface/org/name, with @commit for one version", "PURL")),
        (TargetKind.Repository, Many("--repository", "The hub's own id of an affected repository", "ID")),
        (TargetKind.Base, Many("--base", "org/name: models that say they were made from it", "NAME")),
        (TargetKind.Tensor, Many("--tensor", "SHA-256 of an affected tensor, as `assay who-has` takes it", "DIGEST")),
    ];

    private static Option<string[]> Many(string name, string description, string value) =>
        new(name) { Description = description + "; may be repeated", HelpName = value, Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };

    private static AdvisoryTarget Version(string text) => new(text.StartsWith("pkg:", StringComparison.Ordinal) ? TargetKind.Package : TargetKind.Manifest, text);

    private static AdvisoryStatus Status(string text) => text switch
    {
        "affected" => AdvisoryStatus.Affected,
        "under-investigation" => AdvisoryStatus.UnderInvestigation,
        "fixed" => AdvisoryStatus.Fixed,
        "not-affected" => AdvisoryStatus.NotAffected,
        _ => throw new UsageException("--status takes affected, under-investigation, fixed or not-affected"),
    };
}
