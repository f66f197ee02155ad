using Assay.Storage.Ledger;

namespace Assay.Hosting.Health;

/// <summary>The database answers a small question.</summary>
internal sealed class DatabaseReadiness(IOutbox outbox) : IReadinessCheck
{
    public string Name => "database";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        await outbox.DepthAsync(cancellationToken);
        return null;
    }
}
