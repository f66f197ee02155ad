using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.Lineage;
using Assay.Contracts.Values;
using Assay.Reporting.Api.Lineage;
using Assay.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary><c>assay who-has</c>: models that have certain bytes.</summary>
internal static class WhoHasCommand
{
    public static Command Create()
    {
        var digest = new Argument<string>("digest") { Description = "SHA-256 of a file, or of a tensor" };
        var (format, data) = (LineageText.Format(), SharedOptions.Data());
        var command = new Command("who-has", "List the known models that have certain bytes, as a file or as a tensor") { digest, format, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetValue(digest)!;
            if (text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase)) text = text["sha256:".Length..];
            if (!Sha256Digest.TryParse(text, out var value)) throw new UsageException("a digest has 64 hexadecimal digits; who-has wants the SHA-256 of a file or of a tensor");
            await using var services = StorageOnly.Open(parsed.GetValue(data));
            await services.GetRequiredService<IMigrator>().MigrateAsync(cancellationToken);
            var query = ActivatorUtilities.CreateInstance<LineageQuery>(services);
            var holders = await query.WhoHasAsync(value, LineageQuery.DefaultHolders, cancellationToken);
            Console.Out.WriteLine(LineageText.Of(holders, LineageText.IsJson(parsed.GetValue(format)!)));
            return ExitCode.Ok;
        });
        return command;
    }
}
