using Assay.Reporting.Api.Shapes;
using Assay.Storage.Trust;

namespace Assay.Cli.Sources;

/// <summary>Lists of known files, of this machine or of a server.</summary>
internal interface IListDesk : IAsyncDisposable
{
    Task<IReadOnlyList<SourceListView>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Null where there is no list of that name.</summary>
    Task<SourceListDetail?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The list, and the number of lines that were left out where that is known.</summary>
    /// <exception cref="UsageException">It was refused; says why.</exception>
    Task<(SourceListView List, long? Skipped)> ImportAsync(byte[] bytes, ListRequest request, CancellationToken cancellationToken);

    /// <summary>False where there is no list of that name.</summary>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);
}
