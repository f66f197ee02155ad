using System.CommandLine;
using Assay.Cli.Remote;

namespace Assay.Cli.Commands;

/// <summary><c>assay retry</c>: gives a failed or quarantined task another chance.</summary>
internal static class RetryCommand
{
    public static Command Create()
    {
        var id = new Argument<Guid>("task") { Description = "Task id, as `assay status SCAN` shows it" };
        var (server, token) = (SharedOptions.Server(), SharedOptions.Token());
        var command = new Command("retry", "Retry a failed or quarantined task") { id, server, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var client = Server.Connect(parsed.GetValue(server), parsed.GetValue(token));
            Console.Out.WriteLine((await client.RetryTaskAsync(parsed.GetValue(id), cancellationToken)).Value().TaskId);
            return ExitCode.Ok;
        });
        return command;
    }
}
