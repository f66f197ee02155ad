using Assay.Domain.Versions;

namespace Assay.Storage.Advisories;

/// <summary>What is found out of a version and advisories may name, but is not in its listing.</summary>
public interface IVersionMarks
{
    /// <summary>
    /// Writes down a version's manifest and the bases that it names, and which of its tensors stand for files that advisories name. Idempotent; reads only,
    /// where everything is written already.
    /// </summary>
    Task RecordAsync(ModelVersion version, IReadOnlyCollection<string> bases, CancellationToken cancellationToken);
}
