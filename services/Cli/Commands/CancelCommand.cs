using System.CommandLine;
using Assay.Cli.Remote;
using Assay.Reporting.Client;

namespace Assay.Cli.Commands;

/// <summary><c>assay cancel</c>: stops a scan, or every scan of a run.</summary>
internal static class CancelCommand
{
    public static Command Create()
    {
        var id = new Argument<Guid>("id") { Description = "Scan or run" };
        var (server, token) = (SharedOptions.Server(), SharedOptions.Token());
        var command = new Command("cancel", "Cancel a scan or a run") { id, server, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var client = Server.Connect(parsed.GetValue(server), parsed.GetValue(token));
            var scan = await client.CancelScanAsync(parsed.GetValue(id), cancellationToken);
            if (scan.IsSuccess)
            {
                Console.Out.WriteLine(scan.Value.Cancelled ? "cancelled" : $"it had ended: {scan.Value.State.ToString().ToLowerInvariant()}");
                return ExitCode.Ok;
            }
            if (scan.Failure.Kind != ApiFailureKind.NotFound) throw new UsageException(scan.Failure.Message);
            var run = (await client.CancelRunAsync(parsed.GetValue(id), cancellationToken)).Value();
            Console.Out.WriteLine($"cancelled {run.Cancelled} scans");
            return ExitCode.Ok;
        });
        return command;
    }
}
