using Assay.GpuProbe.Catalog;
using Assay.GpuProbe.Running;
using Assay.OnnxRuntime;
using Assay.Sandbox;
using Microsoft.Extensions.Options;

namespace Assay.GpuProbe.Doctor;

/// <summary>Says what this machine can do for probes and what to install, by trying it.</summary>
public sealed class ProbeDoctor(IOptions<GpuProbeOptions> options, InstalledRuntime runtime, SandboxSupport sandbox, ProbeRunner runner)
{
    /// <summary>Starts one child for each provider; takes about a second.</summary>
    public async Task<ProbeDoctorReport> CheckAsync(CancellationToken cancellationToken)
    {
        var state = await sandbox.DetectAsync(cancellationToken);
        if (runtime.Version is null) return new(null, null, state.Available, state.Detail, [], [runtime.Problem!]);
        var providers = new List<ProviderReport>();
        foreach (var provider in Enum.GetValues<ExecutionProvider>())
        {
            var problem = await TryAsync(provider, cancellationToken);
            providers.Add(new(provider, problem is null, provider == options.Value.Provider, problem));
        }
        var problems = providers.Where(report => report is { Configured: true, Works: false }).Select(report => report.Problem!).ToList();
        return new(runtime.LibraryPath, runtime.Version, state.Available, state.Detail, providers, problems);
    }

    private async Task<string?> TryAsync(ExecutionProvider provider, CancellationToken cancellationToken)
    {
        var (outcome, refusal) = await runner.GreetAsync(provider, cancellationToken);
        if (outcome is null) return refusal;
        if (outcome.Done) return null;
        return outcome.Failure ?? $"The process that runs models ended with {outcome.Exit!.Kind}, code {outcome.Exit.Code}, when it tried {provider}.";
    }
}
