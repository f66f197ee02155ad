using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Hosting.Workers;
using Assay.Ingest.Bases;
using Assay.Ingest.Fetching;
using Assay.Ingest.Sources;
using Assay.Storage;

namespace Assay.Ingest;

/// <summary>Resolves a scan's target to an exact version and brings the bytes that its depth asks for into the store.</summary>
public sealed class IngestTaskHandler(SourceCatalog sources, FileFetcher fetcher, BaseResolution bases, TimeProvider clock) : ITaskHandler
{
    public Stage Stage => Stage.Ingest;

    public async Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken)
    {
        var scan = claim.Scan;
        if (sources.Find(scan.Target) is not { } source)
        {
            return Answers.Fail(
                FailureCategory.BadInput,
                $"{EvidenceText.Quote(scan.Target)}: no source knows this form of target; name a file, a directory or hf://org/name[@revision].");
        }
        try
        {
            var answer = await source.ResolveAsync(new(scan.Target, scan.Depth, scan.Offline, scan.Refresh), cancellationToken);
            if (!answer.IsSuccess) return answer.Failure;
            var version = answer.Value;
            var files = await fetcher.FetchAsync(version, isLastAttempt: claim.Task.Attempt >= RetrySchedule.MaxAttempts, cancellationToken);
            if (!files.IsSuccess) return files.Failure;
            await version.CompleteAsync(cancellationToken);
            var built = Build(source.Kind, version.Listing, files.Value);
            return new TaskResult { Version = built, Bases = await bases.ResolveAsync(scan, built, cancellationToken) };
        }
        catch (StorageFullException e)
        {
            return Answers.Fail(FailureCategory.Resource, e.Message);
        }
        catch (StorageUnavailableException e)
        {
            return Answers.Fail(FailureCategory.Transient, e.Message);
        }
    }

    private ModelVersion Build(string kind, SourceListing listing, IReadOnlyList<VersionFile> files) => new()
    {
        Id = Guid.CreateVersion7(),
        Source = kind,
        Name = listing.Name,
        RepositoryId = listing.RepositoryId,
        Revision = listing.Revision,
        ListingDigest = VersionListing.Digest(files),
        Files = files,
        Metadata = listing.Metadata,
        Notes = listing.Notes,
        ResolvedAt = clock.GetUtcNow(),
    };
}
