using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Analysis.Probes;
using Assay.Contracts;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Hosting.Workers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.GpuProbe.Catalog;

/// <summary>The probes as the host announces them. Without ONNX Runtime there are none, so that the coverage says absent.</summary>
public sealed class ProbeDescriptors(ProbeCatalog catalog, InstalledRuntime runtime, IOptions<GpuProbeOptions> options, ILogger<ProbeDescriptors> logger)
    : IDescriptorSource
{
    /// <summary>What this worker offers.</summary>
    public IReadOnlyList<AnalyserDescriptor> Descriptors => Create();

    private IReadOnlyList<AnalyserDescriptor> Create()
    {
        if (runtime.Version is null)
        {
            logger.LogWarning("No model can be run here: {Problem}", runtime.Problem);
            return [];
        }
        return [.. catalog.Probes.Select(probe => Describe(probe.Manifest))];
    }

    private AnalyserDescriptor Describe(ProbeManifest manifest) =>
        new(manifest.Id, manifest.Version, Stage.GpuProbe, manifest.Maturity, manifest.Accepts, Settings(manifest), Rules(manifest));

    /// <summary>Everything that can change an answer. Whether there was a sandbox cannot; where the library lies neither.</summary>
    private Sha256Digest Settings(ProbeManifest manifest)
    {
        var settings = options.Value;
        var before = catalog.Ordered([manifest.Id]).Where(m => m.Id != manifest.Id).Select(m => $"after={m.Id} {m.Version}\n");
        return Digest(string.Concat(before) + string.Create(CultureInfo.InvariantCulture,
            $"provider={settings.Provider}\nseed={settings.Seed}\nruntime={runtime.Version}\nrun={settings.RunTime.TotalSeconds}\n"
            + $"wall={settings.WallTime.TotalSeconds}\nmemory={settings.MemoryBytes}\nbudget={settings.Budgets.For(manifest.Tier).TotalSeconds}\n"));
    }

    private static Sha256Digest Rules(ProbeManifest manifest) => Digest(JsonSerializer.Serialize(manifest.Rules, AssayJson.Options));

    private static Sha256Digest Digest(string text) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
