using System.CommandLine;
using System.Globalization;
using Assay.Cli.Registry;
using Assay.Cli.Remote;
using Assay.Cli.Sources;
using Assay.Contracts.Findings;
using Assay.Domain.Trust;
using Assay.Reporting.Api.Shapes;

namespace Assay.Cli.Commands;

/// <summary><c>assay sources</c>: lists of known-good and known-bad files, in this machine's database or on a server.</summary>
internal static class SourcesCommand
{
    public static Command Create() =>
        new("sources", "Manage lists of known files") { SourcesImport.Create(), ListAll(), Show(), Remove() };

    private static Command ListAll() => WithDesk(new Command("list", "List imported lists"), async (_, desk, cancellationToken) =>
    {
        foreach (var list in await desk.ListAsync(cancellationToken))
            Console.Out.WriteLine($"{Word(list.Kind)}  {list.Entries,9}  {State(list),-18}  {EvidenceText.Quote(list.Name)}");
    });

    private static Command Show()
    {
        var name = new Argument<string>("name") { Description = "As `assay sources list` shows it" };
        return WithDesk(new Command("show", "Show a list and its first entries") { name }, async (parsed, desk, cancellationToken) =>
        {
            var (list, entries) = await desk.FindAsync(parsed.GetValue(name)!, cancellationToken) ?? throw Unknown(parsed.GetValue(name)!);
            Console.Out.WriteLine($"name        {EvidenceText.Quote(list.Name)}");
            Console.Out.WriteLine($"kind        {Word(list.Kind)}, precedence {list.Precedence}, {State(list)}");
            Console.Out.WriteLine($"bytes       sha256 {list.Digest.Hex}, {list.Format.ToString().ToLowerInvariant()}, {list.Entries} entries");
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"imported    {list.ImportedAt:u} by {EvidenceText.Quote(list.ImportedBy)}"));
            if (list.Reason is { } reason) Console.Out.WriteLine($"reason      {EvidenceText.Quote(reason)}");
            foreach (var entry in entries)
                Console.Out.WriteLine($"{entry.Sha256.Hex}  {EvidenceText.Quote(entry.Path ?? "-")}{(entry.Model is { } model ? $"  ({EvidenceText.Quote(model)})" : "")}");
            if (list.Entries > entries.Count) Console.Out.WriteLine($"and {list.Entries - entries.Count} more");
        });
    }

    private static Command Remove()
    {
        var name = new Argument<string>("name") { Description = "As `assay sources list` shows it" };
        return WithDesk(new Command("remove", "Remove a list; it says nothing from then on") { name }, async (parsed, desk, cancellationToken) =>
        {
            if (!await desk.RemoveAsync(parsed.GetValue(name)!, cancellationToken)) throw Unknown(parsed.GetValue(name)!);
            Console.Out.WriteLine("removed");
        });
    }

    /// <summary>Adds the options that say where the lists are, and runs the command on them.</summary>
    public static Command WithDesk(Command command, Func<ParseResult, IListDesk, CancellationToken, Task> run) =>
        DeskCommand.With(command, OpenAsync, async (parsed, desk, cancellationToken) =>
        {
            await run(parsed, desk, cancellationToken);
            return ExitCode.Ok;
        });

    private static async Task<IListDesk> OpenAsync(string? server, string? token, string? data, CancellationToken cancellationToken) =>
        Desks.IsRemote(server, data) ? new RemoteLists(Server.Connect(server, token)) : await LocalLists.OpenAsync(data, cancellationToken);

    private static string Word(ListKind kind) => kind == ListKind.Good ? "good" : "bad ";

    private static string State(SourceListView list) => list.ExpiresAt is not { } end
        ? "in effect"
        : string.Create(CultureInfo.InvariantCulture, $"{(end > DateTimeOffset.UtcNow ? "until" : "expired")} {end.AddTicks(-1):yyyy-MM-dd}");

    private static UsageException Unknown(string name) => new($"there is no list called '{EvidenceText.Quote(name)}'; `assay sources list` shows all");
}
