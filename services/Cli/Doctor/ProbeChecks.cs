using Assay.GpuProbe;
using Assay.GpuProbe.Doctor;
using Assay.Hosting.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Doctor;

/// <summary>What is needed to run models: the runtime, its execution providers, the sandbox.</summary>
internal static class ProbeChecks
{
    public static async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellationToken)
    {
        var sources = new ConfigurationBuilder();
        AssayHost.AddSources(sources, []);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddProbeRunning(sources.Build());
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<ProbeDoctor>().CheckAsync(cancellationToken);

        List<Check> checks =
        [
            report.Version is { } version
                ? new("onnx runtime", CheckState.Good, $"{version}, {report.LibraryPath}")
                : new("onnx runtime", CheckState.Absent, "not found: models cannot be run", report.Problems.Count > 0 ? report.Problems[0] : null),
            new("sandbox", report.Sandboxed ? CheckState.Good : CheckState.Absent, report.SandboxDetail, report.Sandboxed ? null : "sudo apt-get install bubblewrap"),
        ];
        foreach (var one in report.Providers)
        {
            var state = one.Works ? CheckState.Good : one.Configured ? CheckState.Broken : CheckState.Absent;
            checks.Add(new(one.Provider.ToString().ToLowerInvariant(), state, one.Works ? "a small model was run with it" : one.Problem ?? "does not work"));
        }
        return checks;
    }
}
