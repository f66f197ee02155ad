using System.CommandLine;
using System.Text.Json;
using Assay.Cli.Hosting;
using Assay.Cli.Scanning;
using Assay.Contracts;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Calibration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary><c>assay calibrate</c>: probes trusted models and keeps their statistics as the population that others are compared with.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Folder whose entries are trusted models" };
        var output = new Option<string>("--output") { Description = "The pack; where it exists, it is extended", HelpName = "PACK", Required = true };
        var name = new Option<string>("--name") { Description = "Name of a new pack", DefaultValueFactory = _ => "own" };
        var data = SharedOptions.Data();
        var command = new Command("calibrate", "Build or extend a population of trusted models that probes compare with") { folder, output, name, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(folder)!, parsed.GetValue(output)!, parsed.GetValue(name)!, parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string output, string name, string? data, CancellationToken cancellationToken)
    {
        var targets = Targets.Expand([folder], each: true, offline: true);
        if (targets.Count == 0) throw new UsageException("there is nothing to calibrate with: the directory is empty");
        var before = Existing(output);
        ReportOutput.Check(output);
        await using var host = await EmbeddedHost.StartAsync(EmbeddedServices.ForScan(Depth.Probe), data, cancellationToken);
        using var progress = new ConsoleProgress(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
        var run = ActivatorUtilities.CreateInstance<ScanRun>(host.Services);
        var report = await run.ExecuteAsync(new(targets, Depth.Probe, PolicyFile.Read(null), true, false), progress, cancellationToken);
        var pack = ReferenceBuilder.Extend(before ?? ReferenceBuilder.Empty(name), [.. report.Models.Select(m => m.Probes)]);
        await ReportOutput.WriteAsync(output, stream => JsonSerializer.SerializeAsync(stream, pack, AssayJson.Indented, cancellationToken));
        await Console.Error.WriteLineAsync($"assay: {pack.References.Count} populations from {report.Models.Count} models are in {EvidenceText.Quote(output)}; name it in GpuProbe:Calibration");
        return ExitCode.Ok;
    }

    private static CalibrationPack? Existing(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return CalibrationReader.Read(File.ReadAllBytes(path));
        }
        catch (CalibrationException e)
        {
            throw new UsageException($"{EvidenceText.Quote(path)} exists and is no pack that can be extended: {e.Message}");
        }
    }
}
