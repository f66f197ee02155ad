using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.Lineage;
using Assay.Contracts.Findings;
using Assay.Reporting.Api.Lineage;
using Assay.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary><c>assay lineage</c>: models that share tensors with a scanned one.</summary>
internal static class LineageCommand
{
    public static Command Create()
    {
        var subject = new Argument<string>("subject") { Description = "A scanned target, a scan's id, or the SHA-256 of a file" };
        var (format, data) = (LineageText.Format(), SharedOptions.Data());
        var command = new Command("lineage", "List the scanned models that share tensors with one") { subject, format, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetValue(subject)!;
            var json = LineageText.IsJson(parsed.GetValue(format)!);
            await using var services = StorageOnly.Open(parsed.GetValue(data));
            await services.GetRequiredService<IMigrator>().MigrateAsync(cancellationToken);
            var query = ActivatorUtilities.CreateInstance<LineageQuery>(services);
            // A path is known under its full form.
            var view = await query.ReadAsync(text, cancellationToken)
                ?? (Path.Exists(text) ? await query.ReadAsync(Path.GetFullPath(text).TrimEnd('/'), cancellationToken) : null)
                ?? throw new UsageException($"nothing is known of '{EvidenceText.Quote(text, 200)}': scan it first (assay scan, depth full)");
            Console.Out.WriteLine(LineageText.Of(view, json));
            return ExitCode.Ok;
        });
        return command;
    }
}
