using Assay.Analysis.Catalog;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Inspect;
using Assay.Inspect.Walk;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Unit.Inspect;

/// <summary>Walks bytes with everything that the service has.</summary>
internal static class Samples
{
    public static AnalyserCatalog Catalog { get; } = AnalyserCatalog.Scan(typeof(InspectServices).Assembly, new ServiceCollection().BuildServiceProvider());

    public static ArtifactWalk Walk(WalkLimits? limits = null) => new(Catalog, limits ?? new(), TimeProvider.System);

    public static Task<WalkResult> RunAsync(byte[] bytes, WalkLimits? limits = null, string hint = "") =>
        Walk(limits).RunAsync(Sha256Digest.OfNothing, hint, new MemoryByteSource(bytes), Depth.Full, null, TestContext.Current.CancellationToken);

    public static IReadOnlyList<Finding> FindingsOf(WalkResult result) => [.. result.Findings, .. result.Analysers.SelectMany(a => a.Findings)];

    public static async Task<IReadOnlyList<Finding>> WalkAsync(byte[] bytes) => FindingsOf(await RunAsync(bytes));
}
