using System.CommandLine;
using Assay.Cli.Remote;
using Assay.Contracts.Values;
using Assay.Reporting.Api.Shapes;

namespace Assay.Cli.Commands;

/// <summary><c>assay submit</c>: hands targets to a server.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var targets = new Argument<string[]>("target") { Description = "hf://org/name[@revision]; paths are the server's, where it allows them", Arity = ArgumentArity.OneOrMore };
        var depth = SharedOptions.Choice("--depth", Depth.Full, "How much is read; probe also runs the models");
        var lane = SharedOptions.Choice("--lane", Lane.Normal, "Which queue");
        var refresh = new Option<bool>("--refresh") { Description = "Examine everything again" };
        var key = new Option<string?>("--key") { Description = "Submitting again under the same key scans nothing twice", HelpName = "TEXT" };
        var watch = new Option<bool>("--watch") { Description = "Wait for the verdicts" };
        var (server, token) = (SharedOptions.Server(), SharedOptions.Token());
        var command = new Command("submit", "Submit scans to a server") { targets, depth, lane, refresh, key, watch, server, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var client = Server.Connect(parsed.GetValue(server), parsed.GetValue(token));
            var request = new SubmitRequest
            {
                Targets = parsed.GetValue(targets)!,
                Depth = parsed.GetValue(depth),
                Lane = parsed.GetValue(lane),
                Refresh = parsed.GetValue(refresh),
            };
            var run = (await client.SubmitAsync(request, parsed.GetValue(key) ?? Guid.CreateVersion7().ToString(), cancellationToken)).Value();
            if (!parsed.GetValue(watch))
            {
                Console.Out.WriteLine(run.RunId);
                return ExitCode.Ok;
            }
            await Watch.FollowAsync(client, run.RunId, Console.Error, cancellationToken);
            return await RunOutcome.PrintAsync(client, run.RunId, Console.Out, cancellationToken);
        });
        return command;
    }
}
