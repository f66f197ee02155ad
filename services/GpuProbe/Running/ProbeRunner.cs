using System.Diagnostics;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Domain.Tasks;
using Assay.GpuProbe.Catalog;
using Assay.GpuProbe.Child;
using Assay.GpuProbe.Protocol;
using Assay.OnnxRuntime;
using Assay.Sandbox;
using Microsoft.Extensions.Options;

namespace Assay.GpuProbe.Running;

/// <summary>
/// Runs probes on a laid-out model in children. A child that crashes, hangs or eats memory ends as a finding of the probe that was at work; only a wrong
/// set-up is a failure. Thread-safe: each call has children of its own.
/// </summary>
public sealed class ProbeRunner(IOptions<GpuProbeOptions> options, InstalledRuntime runtime, SandboxLauncher launcher)
{
    /// <summary>Runs the probes; each gets a result.</summary>
    public async Task<ProbeRun> RunAsync(ModelLayout layout, IReadOnlyList<ProbeManifest> probes, CancellationToken cancellationToken)
    {
        if (runtime.LibraryPath is null) return Failed(FailureCategory.Configuration, $"Models cannot be run: {runtime.Problem}");
        if (!RunBudget.Fits(options.Value, layout.TotalBytes)) return TooLarge(layout, probes);
        var warnings = new HashSet<string>();
        if (layout.Reference is { } reference && !RunBudget.Fits(options.Value, layout.TotalBytes + layout.ReferenceBytes))
        {
            warnings.Add($"{EvidenceText.Quote(reference.Name, 200)} was not compared: with the model it has {(layout.TotalBytes + layout.ReferenceBytes) >> 20} MiB, "
                + $"too much for the {options.Value.MemoryBytes >> 20} MiB of GpuProbe:MemoryBytes.");
            layout.LeaveReferenceOut();
        }
        var (budget, limits) = RunBudget.For(options.Value, layout.TotalBytes + layout.ReferenceBytes);
        var results = new Dictionary<string, ProbeResult>();
        var repeated = false;
        var begin = Stopwatch.GetTimestamp();
        var seconds = RunBudget.OfProbes(options.Value, probes, layout.TotalBytes + layout.ReferenceBytes);
        // Each round ends, adds the result of the probe that broke the child, or goes on where probes have stopped.
        var rest = probes.ToList();
        var resume = new Dictionary<string, byte[]>();
        while (rest.Count > 0)
        {
            var request = Request(layout.ModelPath, rest, budget) with { Reference = layout.Reference, ProbeSeconds = seconds, Resume = resume, Earlier = Earlier(results, rest) };
            var (outcome, refusal) = await RunChildAsync(request, layout.Mounts, rest, limits, warnings, cancellationToken);
            if (outcome is null) return Failed(FailureCategory.Configuration, refusal!);
            foreach (var (id, result) in outcome.Results) results[id] = result;
            if (outcome.Failure is not null)
            {
                return Failed(outcome.Ready ? FailureCategory.Internal : FailureCategory.Configuration, $"The model was not run: {outcome.Failure}");
            }
            if (!outcome.Ready) return Failed(FailureCategory.Configuration, NotReady(outcome.Exit!));
            if (outcome.Done)
            {
                (rest, resume) = Unfinished(rest, results, Stopwatch.GetElapsedTime(begin) + limits.WallTime < RunBudget.LongestWall);
                continue;
            }
            rest = [.. rest.Where(probe => !outcome.Results.ContainsKey(probe.Id))];
            if (AbnormalEnd.IsWorthRepeating(outcome.Exit!) && !repeated)
            {
                repeated = true;
                continue;
            }
            var broken = rest.FirstOrDefault(probe => probe.Id == outcome.Probe) ?? rest[0];
            // What an earlier attempt has found out is worth more than that the next one failed.
            if (!results.ContainsKey(broken.Id)) results[broken.Id] = AbnormalEnd.Describe(outcome, broken, limits);
            rest.Remove(broken);
        }
        return new(results, [.. warnings], null);
    }

    /// <summary>Asks a child whether it can work with a provider; null with the reason where it cannot be started at all.</summary>
    public async Task<(ChildOutcome? Outcome, string? Refusal)> GreetAsync(ExecutionProvider provider, CancellationToken cancellationToken)
    {
        var (budget, limits) = RunBudget.For(options.Value, 0);
        var request = Request(null, [], budget);
        request = request with { Device = request.Device with { Provider = provider } };
        return await RunChildAsync(request, [], [], limits, [], cancellationToken);
    }

    private static Dictionary<string, ProbeResult> Earlier(Dictionary<string, ProbeResult> results, List<ProbeManifest> rest) => results
        .Where(result => !rest.Exists(probe => probe.Id == result.Key))
        .ToDictionary(result => result.Key, result => result.Value with { Attachments = [], Checkpoint = null });

    /// <summary>Probes that stopped where they can go on, as long as the unit of work has the time for another round.</summary>
    private static (List<ProbeManifest> Left, Dictionary<string, byte[]> Resume) Unfinished(
        List<ProbeManifest> ran, Dictionary<string, ProbeResult> results, bool hasTime)
    {
        var rest = hasTime ? ran.Where(probe => results[probe.Id].Checkpoint is not null).ToList() : [];
        return (rest, rest.ToDictionary(probe => probe.Id, probe => results[probe.Id].Checkpoint!));
    }

    private async Task<(ChildOutcome? Outcome, string? Refusal)> RunChildAsync(ProbeRequest request, IReadOnlyList<SandboxMount> mounts,
        IReadOnlyList<ProbeManifest> probes, SandboxLimits limits, HashSet<string> warnings, CancellationToken cancellationToken)
    {
        var command = ChildCommand.Create(options.Value, request.Library, mounts, limits);
        var start = await launcher.StartAsync(command, cancellationToken);
        if (start.Process is null) return (null, start.Refusal);
        warnings.UnionWith(start.Warnings);
        await using var child = start.Process;
        return (await ChildExchange.RunAsync(child, request, probes, cancellationToken), null);
    }

    private ProbeRequest Request(string? model, IReadOnlyList<ProbeManifest> probes, ProbeBudget budget)
    {
        var device = new OrtSessionSettings { Provider = options.Value.Provider, DeviceIndex = options.Value.DeviceIndex, Threads = options.Value.Threads };
        return new(runtime.LibraryPath!, device, model, [.. probes.Select(probe => probe.Id)], options.Value.Seed,
            budget.RunTime.TotalSeconds, budget.TotalTime.TotalSeconds, budget.MemoryBytes);
    }

    private ProbeRun TooLarge(ModelLayout layout, IReadOnlyList<ProbeManifest> probes)
    {
        var reason = $"The model has {layout.TotalBytes >> 20} MiB, too much for the {options.Value.MemoryBytes >> 20} MiB of GpuProbe:MemoryBytes; it was not run.";
        return new(probes.ToDictionary(probe => probe.Id, _ => new ProbeResult([], [], reason)), [], null);
    }

    private static ProbeRun Failed(FailureCategory category, string message) => new(new Dictionary<string, ProbeResult>(), [], new(category, message));

    private static string NotReady(SandboxExit exit)
    {
        var errors = exit.StandardError.Trim();
        // Seen where root runs the scan and another user owns the folder of the blobs.
        var remedy = errors.Contains("Permission denied", StringComparison.Ordinal)
            ? "The sandbox gives up the rights of root: run Assay as the user that owns the blob store and the application's folder."
            : "Run \"assay doctor\" to see what is missing.";
        return $"The process that runs models ended before it was ready ({exit.Kind}, code {exit.Code}). {remedy} Its last words: "
            + EvidenceText.Quote(errors[^Math.Min(errors.Length, 512)..], 1024);
    }
}
