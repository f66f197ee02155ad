using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Tasks;
using Assay.Hosting.Workers;
using Assay.Storage;
using Assay.Storage.Versions;

namespace Assay.HashVerify.Lineage;

/// <summary>
/// Does the stage's task whole: where every byte was read, the search for relatives, then the comparison of digests, in whose records of trust are advisories
/// about the tensors that the search has found. Both facts are written together.
/// </summary>
public sealed class LineageTaskHandler(HashVerifyTaskHandler digests, ILineageExamination lineage, IVersionRepository versions) : ITaskHandler
{
    public Stage Stage => Stage.HashVerify;

    public async Task<TaskOutcome> HandleAsync(ClaimedTask claim, CancellationToken cancellationToken)
    {
        try
        {
            var fact = await ExamineAsync(claim, cancellationToken).ConfigureAwait(false);
            var outcome = await digests.HandleAsync(claim, cancellationToken).ConfigureAwait(false);
            return outcome.Result is { } result && fact is not null ? result with { Facts = [.. result.Facts, fact] } : outcome;
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

    private async Task<Fact?> ExamineAsync(ClaimedTask claim, CancellationToken cancellationToken)
    {
        if (claim.Scan.Depth < Depth.Full || claim.Scan.VersionId is not { } id) return null;
        return await versions.ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } version
            ? await lineage.ExamineAsync(version, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
