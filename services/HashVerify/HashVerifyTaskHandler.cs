using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Tasks;
using Assay.HashVerify.Advisories;
using Assay.HashVerify.Sources;
using Assay.Hosting.Workers;
using Assay.Storage;
using Assay.Storage.Trust;
using Assay.Storage.Versions;

namespace Assay.HashVerify;

/// <summary>Compares the digests that were found while a version was ingested with what every trusted source says of them.</summary>
public sealed class HashVerifyTaskHandler(
    IVersionRepository versions, ITrustRecords trust, TrustedSourceCatalog sources, IModelFiles files, DeclaredBaseMarks marks, HashVerifyDescriptors descriptors, TimeProvider clock) : ITaskHandler
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
            await marks.RecordAsync(version, cancellationToken);
            var records = (await trust.ReadAsync(version, claim.Scan.Target, cancellationToken)).Records;
            var question = new SourceQuestion(version, records, files);
            var answers = new List<SourceAnswer>(sources.All.Count);
            foreach (var source in sources.All) answers.Add(await source.AskAsync(question, cancellationToken));
            var body = ListingVerdict.Of(version, answers) with { Seconds = clock.GetElapsedTime(start).TotalSeconds };
            var key = descriptors.Here.Under(records.Digest()).KeyFor(version.ListingDigest);
            return new TaskResult { Facts = [new Fact(key, body, clock.GetUtcNow())] };
        }
        catch (StorageUnavailableException e)
        {
            return TaskOutcome.Fail(FailureCategory.Transient, e.Message);
        }
    }
}
