using System.CommandLine;
using Assay.Cli.Rules;
using Assay.Contracts.Findings;

namespace Assay.Cli.Commands;

/// <summary><c>assay rules</c>: what Assay can find, and what to do about it.</summary>
internal static class RulesCommand
{
    public static Command Create() => new("rules", "List the rules, and explain one") { List(), Show(), Docs() };

    private static Command List()
    {
        var format = Format();
        var command = new Command("list", "All rules with severity, analyser and title") { format };
        command.SetAction(parsed =>
        {
            var catalogue = KnownRules.Catalogue;
            Console.Out.Write(IsJson(parsed.GetValue(format)!) ? RuleText.Json(catalogue.All) : RuleText.Table(catalogue.All));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("rule") { Description = "E.g. ASY-PKL-001" };
        var format = Format();
        var command = new Command("show", "Explain a rule: why it matters, what triggers it, what to do") { id, format };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(id)!;
            var rule = KnownRules.Catalogue.Find(wanted.ToUpperInvariant())
                ?? throw new UsageException($"there is no rule '{EvidenceText.Quote(wanted)}'; 'assay rules list' names them all");
            Console.Out.Write(IsJson(parsed.GetValue(format)!) ? RuleText.Json([rule]) : RuleText.Page(rule));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>For those who work on Assay: the pages are part of the repository, and a test compares them.</summary>
    private static Command Docs()
    {
        var output = new Option<string>("--output")
        {
            Description = "Folder of the pages",
            HelpName = "DIR",
            DefaultValueFactory = _ => "docs/rules",
        };
        var command = new Command("docs", "Write the rules reference as Markdown") { output };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(output)!;
            try
            {
                RuleReferencePages.WriteTo(folder, KnownRules.Catalogue.All);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"the pages cannot be written to {EvidenceText.Quote(folder)}: {e.Message}");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string> Format() =>
        new("--format") { Description = "text or json (default: text)", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };

    private static bool IsJson(string format) => format switch
    {
        "text" => false,
        "json" => true,
        _ => throw new UsageException($"'{EvidenceText.Quote(format)}' is not a format of this command; choose one of text, json"),
    };
}
