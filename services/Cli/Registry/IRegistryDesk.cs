using Assay.Domain.Registry;
using Assay.Reporting.Api.Shapes;

namespace Assay.Cli.Registry;

/// <summary>
/// The registry that commands act on: this machine's, or a server's. Whatever is refused is a <see cref="UsageException"/> with the reason.
/// </summary>
internal interface IRegistryDesk : IAsyncDisposable
{
    Task<RegistryChange> ApproveAsync(ApproveRequest request, CancellationToken cancellationToken);

    Task<RegistryChange> ActAsync(RegistryActKind kind, RegistryActRequest request, CancellationToken cancellationToken);

    Task<RegistryList> ListAsync(ApprovalState? state, long? before, CancellationToken cancellationToken);

    Task<IReadOnlyList<RegistryDetail>> ShowAsync(string version, CancellationToken cancellationToken);

    Task<byte[]> TrustAsync(CancellationToken cancellationToken);
}
