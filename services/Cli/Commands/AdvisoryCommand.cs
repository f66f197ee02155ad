using System.CommandLine;
using System.Text.Json;
using Assay.Cli.Advisories;
using Assay.Cli.Remote;
using Assay.Cli.Registry;
using Assay.Cli.Lineage;
using Assay.Contracts;
using Assay.Contracts.Findings;
using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Exports;
using Assay.Domain.Advisories.Imports;

namespace Assay.Cli.Commands;

/// <summary><c>assay advisory</c>: what is wrong with which weights, and whom it concerns.</summary>
internal static class AdvisoryCommand
{
    public static Command Create() => new("advisory", "Issue and read advisories about weights, and find whom they concern")
    {
        AdvisoryCreate.Create(), Show(), ListAll(), Affected(), Withdraw(), Export(), Import(),
    };

    /// <summary>Adds the options that say which advisories are meant, and runs with them.</summary>
    public static Command WithDesk(Command command, Func<ParseResult, IAdvisoryDesk, CancellationToken, Task<int>> run) => DeskCommand.With(command, OpenAsync, run);

    private static async Task<IAdvisoryDesk> OpenAsync(string? server, string? token, string? data, CancellationToken cancellationToken) =>
        Desks.IsRemote(server, data) ? new RemoteAdvisories(Server.Connect(server, token)) : await LocalAdvisories.OpenAsync(data, cancellationToken);

    private static Argument<string> Id() => new("id") { Description = "As `assay advisory list` shows it" };

    private static Command Show()
    {
        var id = Id();
        return WithDesk(new Command("show", "Show an advisory with its history") { id }, async (parsed, desk, cancellationToken) =>
        {
            AdvisoryText.Print(await desk.ShowAsync(parsed.GetValue(id)!, cancellationToken));
            return ExitCode.Ok;
        });
    }

    private static Command ListAll() => WithDesk(new Command("list", "List advisories in the order of their last change"), async (_, desk, cancellationToken) =>
    {
        for (long? after = 0; after is { } last;)
        {
            var page = await desk.ListAsync(last, cancellationToken);
            foreach (var advisory in page.Advisories) Console.Out.WriteLine(AdvisoryText.Line(advisory));
            after = page.Next;
        }
        return ExitCode.Ok;
    });

    private static Command Affected()
    {
        var (id, format) = (Id(), LineageText.Format());
        var command = new Command("affected", "List the scanned versions that an advisory concerns, by class of evidence") { id, format };
        return WithDesk(command, async (parsed, desk, cancellationToken) =>
        {
            var json = LineageText.IsJson(parsed.GetValue(format)!);
            var list = await desk.AffectedAsync(parsed.GetValue(id)!, cancellationToken);
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(list, AssayJson.Indented));
            else AdvisoryText.Print(list);
            return ExitCode.Ok;
        });
    }

    private static Command Withdraw()
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "Why; whoever relied on it reads this", HelpName = "TEXT", Required = true };
        return WithDesk(new Command("withdraw", "Withdraw an advisory; it concerns nothing from then on") { id, reason }, async (parsed, desk, cancellationToken) =>
        {
            var advisory = await desk.WithdrawAsync(parsed.GetValue(id)!, parsed.GetValue(reason)!, cancellationToken);
            Console.Out.WriteLine(AdvisoryText.Line(advisory));
            return ExitCode.Ok;
        });
    }

    private static Command Export()
    {
        var id = Id();
        var format = SharedOptions.Choice("--format", AdvisoryFormat.Assay, "csaf (CSAF 2.0 VEX), openvex (0.2), osv (1.6), or the record itself");
        return WithDesk(new Command("export", "Print an advisory in a format of others") { id, format }, async (parsed, desk, cancellationToken) =>
        {
            Console.Out.WriteLine(await desk.ExportAsync(parsed.GetValue(id)!, parsed.GetValue(format), cancellationToken));
            return ExitCode.Ok;
        });
    }

    private static Command Import()
    {
        var file = new Argument<string>("file") { Description = "A feed or records of another instance, one a line, or a report of AVID (JSON)" };
        var key = new Option<string?>("--key") { Description = "Public key that has to have signed every line; without it no signature is looked at", HelpName = "PEM" };
        return WithDesk(new Command("import", "Take advisories of others") { file, key }, async (parsed, desk, cancellationToken) =>
        {
            var readings = AdvisoryFile.Read(parsed.GetValue(file)!, parsed.GetValue(key));
            if (readings.Count == 0) throw new UsageException("the file holds no records");
            var summary = await desk.ImportAsync([.. readings.Select(r => r.Advisory).OfType<Advisory>()], cancellationToken);
            List<string> problems = [.. Problems(readings), .. summary.Problems];
            foreach (var problem in problems.Take(20)) Console.Error.WriteLine($"assay: {EvidenceText.Quote(problem, 1000)}");
            var refused = summary.Refused + readings.Count(r => r.Advisory is null);
            Console.Out.WriteLine($"{summary.Added} taken, {summary.Unchanged} known already, {refused} refused");
            return refused > 0 ? ExitCode.Incomplete : ExitCode.Ok;
        });
    }

    private static IEnumerable<string> Problems(IReadOnlyList<AdvisoryReading> readings) =>
        readings.Select((r, i) => (r.Problem, Line: i + 1)).Where(r => r.Problem is not null).Select(r => $"line {r.Line}: {r.Problem}");
}
