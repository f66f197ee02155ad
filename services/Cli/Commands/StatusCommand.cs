using System.CommandLine;
using System.Globalization;
using Assay.Cli.Remote;
using Assay.Reporting.Client;

namespace Assay.Cli.Commands;

/// <summary><c>assay status</c>: one scan with its tasks, or the queues and workers of a server.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var id = new Argument<Guid?>("scan") { Description = "Scan id; without it, the server's queues and workers", Arity = ArgumentArity.ZeroOrOne };
        var (server, token) = (SharedOptions.Server(), SharedOptions.Token());
        var command = new Command("status", "Show a scan with its tasks, or the state of a server") { id, server, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var client = Server.Connect(parsed.GetValue(server), parsed.GetValue(token));
            if (parsed.GetValue(id) is { } scan) await PrintScanAsync(client, scan, cancellationToken);
            else await PrintServerAsync(client, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task PrintScanAsync(AssayApiClient client, Guid id, CancellationToken cancellationToken)
    {
        var detail = (await client.ScanAsync(id, cancellationToken)).Value();
        var verdict = detail.Scan.Verdict is { } kind ? $", {kind.ToString().ToLowerInvariant()}" : "";
        Console.Out.WriteLine($"{detail.Scan.Target}: {detail.Scan.State.ToString().ToLowerInvariant()}{verdict}");
        foreach (var task in detail.Tasks)
        {
            Console.Out.WriteLine($"  {task.Stage,-10} {task.State.ToString().ToLowerInvariant(),-11} attempt {task.Attempt}  {task.Files} files  {task.Id}");
            if (task.Error is not null) Console.Out.WriteLine($"             {task.Error}");
        }
    }

    private static async Task PrintServerAsync(AssayApiClient client, CancellationToken cancellationToken)
    {
        foreach (var queue in (await client.QueuesAsync(cancellationToken)).Value())
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"queue   {queue.Stage,-10} {queue.Lane,-11} {queue.Ready,7} ready {queue.Leased,6} running"));
        foreach (var worker in (await client.WorkersAsync(cancellationToken)).Value())
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worker  {worker.Service,-10} {worker.Host,-24} {worker.Busy}/{worker.Slots} busy  seen {worker.SeenAt:HH:mm:ss}  {worker.Detail}"));
    }
}
