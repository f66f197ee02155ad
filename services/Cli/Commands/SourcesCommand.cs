using System.CommandLine;
using System.Globalization;
using Assay.Cli.Hosting;
using Assay.Contracts.Findings;
using Assay.Domain.Trust;
using Assay.Storage.Migrations;
using Assay.Storage.Trust;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary><c>assay sources</c>: lists of known-good and known-bad files, in this machine's database.</summary>
internal static class SourcesCommand
{
    /// <summary>Entries that <c>show</c> prints.</summary>
    private const int MaxShown = 100;

    public static Command Create() =>
        new("sources", "Manage lists of known files, on this machine's database") { SourcesImport.Create(), ListAll(), Show(), Remove() };

    private static Command ListAll()
    {
        var data = SharedOptions.Data();
        var command = new Command("list", "List imported lists") { data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await OpenAsync(parsed.GetValue(data), cancellationToken);
            foreach (var list in await services.GetRequiredService<ITrustedLists>().ListAsync(cancellationToken))
                Console.Out.WriteLine($"{Word(list.Kind)}  {list.Entries,9}  {State(list),-18}  {EvidenceText.Quote(list.Name)}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("name") { Description = "As `assay sources list` shows it" };
        var data = SharedOptions.Data();
        var command = new Command("show", "Show a list and its first entries") { name, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await OpenAsync(parsed.GetValue(data), cancellationToken);
            var lists = services.GetRequiredService<ITrustedLists>();
            var list = await lists.FindAsync(parsed.GetValue(name)!, cancellationToken) ?? throw Unknown(parsed.GetValue(name)!);
            Console.Out.WriteLine($"name        {EvidenceText.Quote(list.Name)}");
            Console.Out.WriteLine($"kind        {Word(list.Kind)}, precedence {list.Precedence}, {State(list)}");
            Console.Out.WriteLine($"bytes       sha256 {list.Digest.Hex}, {list.Format.ToString().ToLowerInvariant()}, {list.Entries} entries");
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"imported    {list.ImportedAt:u} by {EvidenceText.Quote(list.ImportedBy)}"));
            if (list.Reason is { } reason) Console.Out.WriteLine($"reason      {EvidenceText.Quote(reason)}");
            foreach (var entry in await lists.EntriesAsync(list.Id, MaxShown, cancellationToken))
                Console.Out.WriteLine($"{entry.Sha256.Hex}  {EvidenceText.Quote(entry.Path ?? "-")}{(entry.Scope is { } scope ? $"  ({EvidenceText.Quote(scope.ToString())})" : "")}");
            if (list.Entries > MaxShown) Console.Out.WriteLine($"and {list.Entries - MaxShown} more");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Remove()
    {
        var name = new Argument<string>("name") { Description = "As `assay sources list` shows it" };
        var data = SharedOptions.Data();
        var command = new Command("remove", "Remove a list; it says nothing from then on") { name, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await OpenAsync(parsed.GetValue(data), cancellationToken);
            if (!await services.GetRequiredService<ITrustedLists>().RemoveAsync(parsed.GetValue(name)!, cancellationToken)) throw Unknown(parsed.GetValue(name)!);
            Console.Out.WriteLine("removed");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The database with the present schema.</summary>
    public static async Task<ServiceProvider> OpenAsync(string? data, CancellationToken cancellationToken)
    {
        var services = StorageOnly.Open(data);
        await services.GetRequiredService<IMigrator>().MigrateAsync(cancellationToken);
        return services;
    }

    public static string Word(ListKind kind) => kind == ListKind.Good ? "good" : "bad ";

    private static string State(TrustedList list) => list.ExpiresAt is not { } end
        ? "in effect"
        : string.Create(CultureInfo.InvariantCulture, $"{(list.IsActiveAt(DateTimeOffset.UtcNow) ? "until" : "expired")} {end.AddTicks(-1):yyyy-MM-dd}");

    private static UsageException Unknown(string name) => new($"there is no list called '{EvidenceText.Quote(name)}'; `assay sources list` shows all");
}
