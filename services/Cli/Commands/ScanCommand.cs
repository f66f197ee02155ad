using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.Provenance;
using Assay.Cli.Scanning;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Reporting.Attestations;
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
        var attest = new Option<string?>("--attest") { Description = "Write signed statements of the scan, for 'assay verify --attestation'", HelpName = "FILE" };
        var signing = new AttestationOptionsOfCommands();
        var data = SharedOptions.Data();
        var command = new Command("scan", "Scan models and print a report")
        {
            targets, each, format, output, depth, failOn, policy, offline, refresh, attest, signing.Key, signing.PassphraseFile,
            signing.PassphraseEnv, signing.ValidFor, data,
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
                parsed.GetValue(data),
                parsed.GetValue(attest),
                signing.Signing(parsed)),
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
        using var key = arguments.Signing?.Signer as IDisposable;
        CheckAttestation(arguments, targets.Count);

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
        var outcome = Outcome.Of(report, arguments.FailOn, Console.Error);
        return arguments.Attest is null ? outcome : await AttestAsync(arguments.Attest, arguments.Signing, report.Models[0], host.Services, outcome, cancellationToken);
    }

    private static void CheckAttestation(ScanArguments arguments, int targets)
    {
        if (arguments.Attest is null && arguments.Signing is not null) throw new UsageException("--key goes with --attest");
        if (arguments.Attest is not null && targets != 1) throw new UsageException("--attest is for one model; attest the scans of several with 'assay attest'");
        ReportOutput.Check(arguments.Attest);
    }

    /// <summary>A scan without the attestation that was asked for is no success.</summary>
    private static async Task<int> AttestAsync(
        string path, AttestationSigning? signing, ModelReport model, IServiceProvider services, int outcome, CancellationToken cancellationToken)
    {
        var (file, problem) = await AttestationOfScan.MakeAsync(services, model.ScanId, signing ?? AttestationOfScan.Configured(), cancellationToken);
        if (file is not null)
        {
            await ReportOutput.WriteAsync(path, async stream => await stream.WriteAsync(file, cancellationToken));
            return outcome;
        }
        Console.Error.WriteLine($"assay: nothing was attested: {Contracts.Findings.EvidenceText.Quote(problem)}");
        return outcome == ExitCode.Ok ? ExitCode.Incomplete : outcome;
    }

    private sealed record ScanArguments(
        string[] Targets, bool Each, string Format, string? Output, Depth Depth, Severity FailOn, string? Policy, bool Offline, bool Refresh, string? Data,
        string? Attest, AttestationSigning? Signing);
}
