using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary><c>assay db</c>: the schema.</summary>
internal static class DbCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var migrate = new Command("migrate", "Bring the database's schema up to date") { data };
        migrate.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = StorageOnly.Open(parsed.GetValue(data));
            var migrator = services.GetRequiredService<IMigrator>();
            var pending = await migrator.PendingAsync(cancellationToken);
            await migrator.MigrateAsync(cancellationToken);
            Console.Out.WriteLine(pending.Count == 0 ? "the schema is up to date" : $"applied {pending.Count} migrations");
            return ExitCode.Ok;
        });
        return new("db", "Manage the database") { migrate };
    }
}
