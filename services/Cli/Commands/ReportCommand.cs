using System.CommandLine;
using Assay.Cli.Remote;
using Assay.Reporting.Client;

namespace Assay.Cli.Commands;

/// <summary><c>assay report</c>: the report of a scan or a whole run.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var id = new Argument<Guid>("id") { Description = "Scan or run" };
        var format = SharedOptions.ReportFormat();
        var output = new Option<string?>("--output") { Description = "Write to a file instead of standard output", HelpName = "FILE" };
        var (server, token) = (SharedOptions.Server(), SharedOptions.Token());
        var command = new Command("report", "Fetch the report of a scan or a run") { id, format, output, server, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var client = Server.Connect(parsed.GetValue(server), parsed.GetValue(token));
            await ReportOutput.WriteAsync(
                parsed.GetValue(output),
                stream => FetchAsync(client, parsed.GetValue(id), parsed.GetValue(format)!, stream, cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task FetchAsync(AssayApiClient client, Guid id, string format, Stream output, CancellationToken cancellationToken)
    {
        var failure = await client.ScanReportAsync(id, format, output, cancellationToken);
        if (failure?.Kind == ApiFailureKind.NotFound) failure = await client.RunReportAsync(id, format, output, cancellationToken);
        if (failure is not null) throw new UsageException(failure.Message);
    }
}
