using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Tasks;
using Assay.Hosting.Workers;
using Assay.Storage;
using Assay.Storage.Versions;

namespace Assay.HashVerify;

/// <summary>Compares the digests that were found while a version was ingested with those that its source declares.</summary>
public sealed class HashVerifyTaskHandler(IVersionRepository versions, TimeProvider clock) : ITaskHandler
{
    public Stage Stage => Stage.HashVerify;

    public async Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken)
    {
        if (claim.Scan.VersionId is not { } id)
            return TaskOutcome.Fail(FailureCategory.Internal, $"Scan {claim.Scan.Id} has no version to verify: its Ingest task did not write one.");
        try
        {
            if (await versions.ReadAsync(id, cancellationToken) is not { } version)
                return TaskOutcome.Fail(FailureCategory.Internal, $"Version {id} of scan {claim.Scan.Id} is not in the store.");
            var start = clock.GetTimestamp();
            var body = ListingVerdict.Of(version) with { Seconds = clock.GetElapsedTime(start).TotalSeconds };
            var key = HashVerifyDescriptors.Comparison.KeyFor(version.ListingDigest);
            return new TaskResult { Facts = [new Fact(key, body, clock.GetUtcNow())] };
        }
        catch (StorageUnavailableException e)
        {
            return TaskOutcome.Fail(FailureCategory.Transient, e.Message);
        }
    }
}
