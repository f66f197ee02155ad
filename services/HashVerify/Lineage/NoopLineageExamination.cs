using Assay.Domain.Facts;
using Assay.Domain.Lineage;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Lineage;

/// <summary>Stands in where the search is turned off: an empty fact of its own, so that nothing waits for another.</summary>
public sealed class NoopLineageExamination(LineageDescriptors descriptors, TimeProvider clock) : ILineageExamination
{
    public Task<Fact?> ExamineAsync(ModelVersion version, CancellationToken cancellationToken) =>
        Task.FromResult<Fact?>(new(descriptors.Comparison.KeyFor(LineageSubject.Key(version)), new FactBody(), clock.GetUtcNow()));
}
