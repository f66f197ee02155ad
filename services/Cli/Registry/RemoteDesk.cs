using System.Globalization;
using Assay.Cli.Remote;
using Assay.Domain.Registry;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Client;

namespace Assay.Cli.Registry;

/// <summary>The registry of a server; the token acts.</summary>
internal sealed class RemoteDesk(AssayApiClient client) : IRegistryDesk
{
    public async Task<RegistryChange> ApproveAsync(ApproveRequest request, CancellationToken cancellationToken) =>
        (await client.ApproveAsync(request, cancellationToken)).Value();

    public async Task<RegistryChange> ActAsync(RegistryActKind kind, RegistryActRequest request, CancellationToken cancellationToken) =>
        (await client.RegistryActAsync(kind.ToString().ToLowerInvariant(), request, cancellationToken)).Value();

    public async Task<RegistryList> ListAsync(ApprovalState? state, long? before, CancellationToken cancellationToken)
    {
        var parts = new List<string>();
        if (state is { } s) parts.Add($"state={s.ToString().ToLowerInvariant()}");
        if (before is { } b) parts.Add(string.Create(CultureInfo.InvariantCulture, $"before={b}"));
        return (await client.RegistryAsync(string.Join('&', parts), cancellationToken)).Value();
    }

    public async Task<IReadOnlyList<RegistryDetail>> ShowAsync(string version, CancellationToken cancellationToken) =>
        (await client.RegisteredAsync(version, cancellationToken)).Value();

    public async Task<byte[]> TrustAsync(CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        if (await client.FileAsync("/registry/trust", file, cancellationToken) is { } failure) throw new UsageException(failure.Message);
        return file.ToArray();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
