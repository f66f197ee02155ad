using System.Security.Cryptography;
using Assay.Analysis.Catalog;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Inspect;
using Assay.Inspect.Walk;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Scorecard;

/// <summary>Walks files with everything that the Inspect service has, as it would.</summary>
internal sealed class Examiner
{
    private readonly ArtifactWalk _walk = new(
        AnalyserCatalog.Scan(typeof(InspectServices).Assembly, new ServiceCollection().BuildServiceProvider()), new(), TimeProvider.System);

    public async Task<(WalkResult Result, IReadOnlyList<Finding> Findings)> ExamineAsync(string path, string name)
    {
        using var handle = File.OpenHandle(path);
        var digest = Sha256Digest.FromBytes(await SHA256.HashDataAsync(File.OpenRead(path)));
        var result = await _walk.RunAsync(digest, NameHint.Of(name), new FileByteSource(handle), Depth.Full, null, CancellationToken.None);
        foreach (var failed in result.Analysers.Where(a => a.Error is not null)) throw new InvalidOperationException($"{path}: {failed.Error}");
        return (result, [.. result.Findings.Concat(result.Analysers.SelectMany(a => a.Findings)).OrderByDescending(f => f.Severity)]);
    }
}
