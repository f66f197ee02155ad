using Assay.Contracts.Values;

namespace Assay.Cli.Hosting;

/// <summary>Which services a scan in this process needs.</summary>
internal static class EmbeddedServices
{
    /// <summary>GpuProbe only where models are run: it loads a large library.</summary>
    public static ServiceName ForScan(Depth depth)
    {
        var names = ServiceName.Conductor | ServiceName.Ingest | ServiceName.HashVerify | ServiceName.Inspect;
        return depth == Depth.Probe ? names | ServiceName.GpuProbe : names;
    }
}
