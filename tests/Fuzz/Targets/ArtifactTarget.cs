using Assay.Analysis.Catalog;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Inspect;
using Assay.Inspect.Walk;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Fuzz.Targets;

/// <summary>Every reader and analyser that the Inspect service has, walking as it would.</summary>
internal sealed class ArtifactTarget(IReadOnlyList<Seed> seeds) : IFuzzTarget
{
    private readonly ArtifactWalk _walk = new(
        AnalyserCatalog.Scan(typeof(InspectServices).Assembly, new ServiceCollection().BuildServiceProvider()),
        new() { Members = 200, Expansion = new() { MemoryBytes = 1 << 20, MemberBytes = 1 << 20, TotalBytes = 4 << 20 } },
        TimeProvider.System);

    public IReadOnlyList<Seed> Seeds => seeds;

    public string? Examine(byte[] input, Seed origin)
    {
        // All of it is synchronous underneath: members are read from memory.
        var result = _walk.RunAsync(Sha256Digest.OfNothing, NameHint.Of(origin.Name), new MemoryByteSource(input), Depth.Full, null, CancellationToken.None)
            .GetAwaiter().GetResult();
        return result.Analysers.FirstOrDefault(a => a.Error is not null)?.Error;
    }
}
