using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.Scanning;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary><c>assay scan</c>: the main job, in one process with nothing installed.</summary>
internal static class ScanCommand
{
    public static Command Create()
    {
        var targets = new Argument<string[]>("target") { Description = "File, directory or hf://org/name[@revision]", Arity = ArgumentArity.OneOrMore };
        var each = new Option<bool>("--each") { Description = "Every entry directly inside a directory is a model of its own" };
        var format = SharedOptions.ReportFormat();
        var output = new Option<string?>("--output") { Description = "Write the report to a file instead of standard output", HelpName = "FILE" };
        var depth = SharedOptions.Choice("--depth", Depth.Full, "How much is read; probe also runs the models");
        var failOn = SharedOptions.Choice("--fail-on", Severity.High, "Exit with 1 from this severity on");
        var policy = new Option<string?>("--policy") { Description = "Policy file (default: the built-in policy; docs/policy.md)", HelpName = "FILE" };
        var offline = new Option<bool>("--offline") { Description = "Never use the network" };
        var refresh = new Option<bool>("--refresh") { Description = "Read and examine everything again, whatever is known already" };
        var data = SharedOptions.Data();
        var command = new Command("scan", "Scan models and print a report")
        {
            targets, each, format, output, depth, failOn, policy, offline, refresh, data,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            new(
                parsed.GetValue(targets)!,
                parsed.GetValue(each),
                parsed.GetValue(format)!,
                parsed.GetValue(output),
                parsed.GetValue(depth),
                parsed.GetValue(failOn),
                parsed.GetValue(policy),
                parsed.GetValue(offline),
                parsed.GetValue(refresh),
                parsed.GetValue(data)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ScanArguments arguments, CancellationToken cancellationToken)
    {
        // Everything that can be wrong with the request is found before anything is started.
        var policy = PolicyFile.Read(arguments.Policy);
        var targets = Targets.Expand(arguments.Targets, arguments.Each, arguments.Offline);
        if (targets.Count == 0) throw new UsageException("there is nothing to scan: the directory is empty");
        var renderer = ReportOutput.Renderer(arguments.Format);
        ReportOutput.Check(arguments.Output);

        await using var host = await EmbeddedHost.StartAsync(EmbeddedServices.ForScan(arguments.Depth), arguments.Data, cancellationToken);
        ScanReport report;
        using (var progress = new ConsoleProgress(Console.Error, !Console.IsErrorRedirected, TimeProvider.System))
        {
            var run = ActivatorUtilities.CreateInstance<ScanRun>(host.Services);
            report = await run.ExecuteAsync(new(targets, arguments.Depth, policy, arguments.Offline, arguments.Refresh), progress, cancellationToken);
        }
        await ReportOutput.WriteAsync(renderer, report, arguments.Output, arguments.FailOn, cancellationToken);
        await EvidenceOutput.SaveAsync(
            report, arguments.Output, DataFolder.Ensure(arguments.Data), host.Services.GetRequiredService<IBlobStore>(), Console.Error, cancellationToken);
        return Outcome.Of(report, arguments.FailOn, Console.Error);
    }

    private sealed record ScanArguments(
        string[] Targets, bool Each, string Format, string? Output, Depth Depth, Severity FailOn, string? Policy, bool Offline, bool Refresh, string? Data);
}
