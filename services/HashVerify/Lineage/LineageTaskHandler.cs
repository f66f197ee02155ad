using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Hosting.Workers;
using Assay.Storage;
using Assay.Storage.Versions;

namespace Assay.HashVerify.Lineage;

/// <summary>
/// Does the stage's task whole: the comparison of digests, then, where every byte was read, the search for relatives. Both facts are written together.
/// </summary>
public sealed class LineageTaskHandler(HashVerifyTaskHandler digests, ILineageExamination lineage, IVersionRepository versions) : ITaskHandler
{
    public Stage Stage => Stage.HashVerify;

    public async Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken)
    {
        var outcome = await digests.HandleAsync(claim, cancellationToken).ConfigureAwait(false);
        if (outcome.Result is not { } result || claim.Scan.Depth < Depth.Full || claim.Scan.VersionId is not { } id) return outcome;
        try
        {
            if (await versions.ReadAsync(id, cancellationToken).ConfigureAwait(false) is not { } version) return outcome;
            var fact = await lineage.ExamineAsync(version, cancellationToken).ConfigureAwait(false);
            return fact is null ? outcome : result with { Facts = [.. result.Facts, fact] };
        }
        catch (StorageUnavailableException e)
        {
            return TaskOutcome.Fail(FailureCategory.Transient, e.Message);
        }
        catch (IOException e)
        {
            return TaskOutcome.Fail(
                FailureCategory.Resource, $"Hashing tensors failed, reading them or unpacking them to {Path.GetTempPath()}: {EvidenceText.Quote(e.Message)} Check the disk.");
        }
    }
}
