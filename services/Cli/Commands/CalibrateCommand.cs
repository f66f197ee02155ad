using System.CommandLine;
using System.Text.Json;
using Assay.Cli.Calibration;
using Assay.Cli.Hosting;
using Assay.Cli.Scanning;
using Assay.Contracts;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Calibration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary>
/// <c>assay calibrate</c>: probes trusted models and keeps their statistics as the population that others are compared with; with labelled models, fits
/// what joins statistics to a probability.
/// </summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var folder = new Argument<string?>("folder") { Description = "Folder whose entries are trusted models, or labelled ones with --fit", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string>("--output") { Description = "The pack; where it exists, it is extended", HelpName = "PACK", Required = true };
        var name = new Option<string>("--name") { Description = "Name of a new pack", DefaultValueFactory = _ => "own" };
        var report = new Option<string?>("--report") { Description = "Take the statistics from this report of a scan in JSON instead of scanning the folder", HelpName = "REPORT" };
        var fit = new Option<string?>("--fit") { Description = "Fit weights on labelled models: lines of JSON with id, file, label, attack and family", HelpName = "MANIFEST" };
        var model = new Option<string>("--model") { Description = "With --fit: the model whose weights are fitted", DefaultValueFactory = _ => "image" };
        var family = new Option<string?>("--family") { Description = "With --fit: only models of this family of the manifest" };
        var seed = new Option<int>("--seed") { Description = "With --fit: what clean models are dealt into folds by", DefaultValueFactory = _ => 1 };
        var prevalence = new Option<double>("--prevalence") { Description = "With --fit: the share of trojaned models that probabilities are stated for", DefaultValueFactory = _ => 0.5 };
        var pull = new Option<double>("--pull") { Description = "With --fit: how strongly weights are pulled towards 1; less for more models", DefaultValueFactory = _ => 4 };
        var data = SharedOptions.Data();
        var command = new Command("calibrate", "Build or extend a population of trusted models that probes compare with, or fit on labelled ones")
        {
            folder, output, name, report, fit, model, family, seed, prevalence, pull, data,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(folder), parsed.GetValue(report), parsed.GetValue(output)!, parsed.GetValue(name)!,
            parsed.GetValue(fit) is { } manifest
                ? new(manifest, parsed.GetValue(model)!, parsed.GetValue(family), new() { Seed = parsed.GetValue(seed), Prevalence = parsed.GetValue(prevalence), Pull = parsed.GetValue(pull) })
                : null,
            parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string? folder, string? path, string output, string name, FitRequest? fit, string? data, CancellationToken cancellationToken)
    {
        if (folder is null == path is null) throw new UsageException("name either a folder of models or, with --report, the report of their scan");
        var before = Existing(output) ?? ReferenceBuilder.Empty(name);
        ReportOutput.Check(output);
        if (fit is not null) LabelledReport.Manifest(fit.Manifest);
        var report = path is null ? await ScanAsync(folder!, data, cancellationToken) : LabelledReport.Read(path);
        var pack = before;
        if (fit is null)
        {
            pack = ReferenceBuilder.Extend(before, [.. report.Models.Select(m => m.Probes)]);
        }
        else
        {
            (pack, var fitted) = CalibrationFit.Run(before, report, fit);
            await Console.Out.WriteAsync(FitText.Of(fitted));
        }
        await ReportOutput.WriteAsync(output, stream => JsonSerializer.SerializeAsync(stream, pack, AssayJson.Indented, cancellationToken));
        await Console.Error.WriteLineAsync($"assay: {pack.References.Count} populations from {report.Models.Count} models are in {EvidenceText.Quote(output)}; name it in GpuProbe:Calibration");
        return ExitCode.Ok;
    }

    private static async Task<ScanReport> ScanAsync(string folder, string? data, CancellationToken cancellationToken)
    {
        var targets = Targets.Expand([folder], each: true, offline: true);
        if (targets.Count == 0) throw new UsageException("there is nothing to calibrate with: the directory is empty");
        await using var host = await EmbeddedHost.StartAsync(EmbeddedServices.ForScan(Depth.Probe), data, cancellationToken);
        using var progress = new ConsoleProgress(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
        var run = ActivatorUtilities.CreateInstance<ScanRun>(host.Services);
        return await run.ExecuteAsync(new(targets, Depth.Probe, PolicyFile.Read(null), true, false), progress, cancellationToken);
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
