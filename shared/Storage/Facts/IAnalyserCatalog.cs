using Assay.Domain.Facts;

namespace Assay.Storage.Facts;

/// <summary>Which analysers and probes the workers of this installation offer.</summary>
public interface IAnalyserCatalog
{
    /// <summary>Announces what a worker offers. Replaces older versions of the same id; an announcement of an older version than the stored one is ignored.</summary>
    Task AnnounceAsync(IReadOnlyList<AnalyserDescriptor> descriptors, CancellationToken cancellationToken);

    /// <summary>Everything announced, each id in its newest version. Cached by the implementation for at most a second.</summary>
    Task<IReadOnlyList<AnalyserDescriptor>> ReadAsync(CancellationToken cancellationToken);
}
