using Assay.Analysis.Probes;
using Assay.Sandbox;

namespace Assay.GpuProbe.Running;

/// <summary>Turns the configured limits into those for one model: a large one may take longer, up to what a unit of work may.</summary>
internal static class RunBudget
{
    /// <summary>Loading, and running once over all weights, is faster than this even on a slow and busy processor.</summary>
    private const double BytesPerSecond = 20e6;

    /// <summary>How often a session of the runtime has a model's weights in memory at worst: the file's, and those laid out anew for its kernels.</summary>
    private const int CopiesInMemory = 2;

    public static readonly TimeSpan LongestWall = TimeSpan.FromMinutes(14);

    /// <summary>What the child gets to end by itself before it is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>False: the weights alone do not fit into the memory that is allowed.</summary>
    public static bool Fits(GpuProbeOptions options, long modelBytes) => modelBytes < options.MemoryBytes / CopiesInMemory;

    public static (ProbeBudget Budget, SandboxLimits Limits) For(GpuProbeOptions options, long modelBytes)
    {
        var extra = TimeSpan.FromSeconds(modelBytes / BytesPerSecond);
        var wall = Min(options.WallTime + extra, LongestWall);
        var budget = new ProbeBudget(Min(options.RunTime + extra, wall), wall, options.MemoryBytes);
        return (budget, new SandboxLimits { MemoryBytes = options.MemoryBytes, WallTime = wall + Grace, CpuTime = (wall + Grace) * options.Threads * 2 });
    }

    /// <summary>Longest time of each probe, in seconds by id; those that may use the whole time are left out.</summary>
    public static Dictionary<string, double> OfProbes(GpuProbeOptions options, IEnumerable<ProbeManifest> probes, long modelBytes) => probes
        .Where(probe => !probe.UsesWholeTime)
        .ToDictionary(probe => probe.Id, probe => options.Budgets.For(probe.Tier).TotalSeconds + (modelBytes / BytesPerSecond));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
