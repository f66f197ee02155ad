using System.CommandLine;
using Assay.Cli.Remote;

namespace Assay.Cli.Commands;

/// <summary><c>assay watch</c>: follows a run or scan to its end.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var id = new Argument<Guid>("id") { Description = "Run or scan" };
        var (server, token) = (SharedOptions.Server(), SharedOptions.Token());
        var command = new Command("watch", "Follow a run or a scan until it ends") { id, server, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var client = Server.Connect(parsed.GetValue(server), parsed.GetValue(token));
            var run = await Watch.FollowAsync(client, parsed.GetValue(id), Console.Error, cancellationToken);
            return await RunOutcome.PrintAsync(client, run, Console.Out, cancellationToken);
        });
        return command;
    }
}
