using Assay.Messaging.Health;

namespace Assay.Hosting.Health;

/// <summary>The bus is connected and all queues of this process are being read.</summary>
internal sealed class BusReadiness(IBusHealth bus) : IReadinessCheck
{
    public string Name => "bus";

    public Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var condition = bus.Check();
        return Task.FromResult(condition.IsHealthy ? null : condition.Text);
    }
}
