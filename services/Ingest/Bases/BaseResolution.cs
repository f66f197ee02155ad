using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Lineage;
using Assay.Domain.Scans;
using Assay.Domain.Versions;
using Assay.Ingest.Fetching;
using Assay.Ingest.Sources;
using Assay.Storage.Blobs;
using Assay.Storage.Versions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Ingest.Bases;

/// <summary>
/// Finds the bases that a model declares, for the probe that compares it with them: in a folder beside it, among the models that were scanned here, and, where
/// that is allowed, on the hub. The bytes are in the store before the model is planned, so the order in which a run takes its models does not matter, and
/// no task waits for another's. A base that cannot be had never fails the model: the coverage says that it was not compared.
/// </summary>
public sealed partial class BaseResolution(
    SourceCatalog sources, FileFetcher fetcher, IVersionRepository versions, IBlobStore blobs, IOptions<IngestOptions> options, ILogger<BaseResolution> logger)
{
    public async Task<IReadOnlyList<BaseModel>> ResolveAsync(Scan scan, ModelVersion version, CancellationToken cancellationToken)
    {
        if (scan.Depth < Depth.Probe || !BaseFiles.HasModels(version)) return [];
        var bases = new List<BaseModel>();
        foreach (var name in await DeclaredNames.ReadAsync(blobs, version, cancellationToken))
            bases.Add(new(name, await FindAsync(scan, version, name, cancellationToken)));
        return bases;
    }

    private async Task<IReadOnlyList<Domain.Tasks.SubjectFile>> FindAsync(Scan scan, ModelVersion version, string name, CancellationToken cancellationToken)
    {
        foreach (var folder in BaseTargets.Beside(version, name))
            if (await FetchAsync(scan, folder, cancellationToken) is { Count: > 0 } files) return files;
        if (DeclaredBases.RepositoryOf(name) is { } repository && await KnownAsync(repository, version, cancellationToken) is { Count: > 0 } known) return known;
        if (options.Value.FetchBases && !scan.Offline && BaseTargets.OnHub(name) is { } target
            && await FetchAsync(scan, target, cancellationToken) is { Count: > 0 } fetched) return fetched;
        Missing(EvidenceText.Quote(name, 200), EvidenceText.Quote(version.Name, 200));
        return [];
    }

    /// <summary>The newest version of that name of which a model is in the store.</summary>
    private async Task<IReadOnlyList<Domain.Tasks.SubjectFile>> KnownAsync(string repository, ModelVersion version, CancellationToken cancellationToken)
    {
        foreach (var id in await versions.NewestAsync(repository, cancellationToken))
        {
            if (await versions.ReadAsync(id, cancellationToken) is not { } known || known.Id == version.Id) continue;
            var stored = known.Files.Where(f => f.State == FileState.Stored).ToList();
            if (BaseFiles.Stored(BaseFiles.Of(stored, options.Value.MaxBaseBytes)) is { Count: > 0 } files) return files;
        }
        return [];
    }

    private async Task<IReadOnlyList<Domain.Tasks.SubjectFile>> FetchAsync(Scan scan, string target, CancellationToken cancellationToken)
    {
        if (sources.Find(target) is not { } source) return [];
        var answer = await source.ResolveAsync(new(target, Depth.Full, scan.Offline, scan.Refresh), cancellationToken);
        if (!answer.IsSuccess) return [];
        if (BaseFiles.Of(answer.Value.Listing.Files, options.Value.MaxBaseBytes) is not { Count: > 0 } needed) return [];
        var part = new PartOfVersion(answer.Value, needed);
        var files = await fetcher.FetchAsync(part, isLastAttempt: true, cancellationToken);
        if (!files.IsSuccess) return [];
        await part.CompleteAsync(cancellationToken);
        return BaseFiles.Stored(files.Value);
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The base {Base} that {Model} declares is not at hand: lay it beside the model, scan it first, or set Ingest:FetchBases. It is not compared.")]
    private partial void Missing(string @base, string model);
}
