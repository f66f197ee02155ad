using Assay.Domain.Facts;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Lineage;

/// <summary>Looks for a model's relatives.</summary>
public interface ILineageExamination
{
    /// <summary>The fact about the version; null where nothing was done.</summary>
    Task<Fact?> ExamineAsync(ModelVersion version, CancellationToken cancellationToken);
}
