using Assay.Contracts.Messages;
using Assay.Messaging;

namespace Assay.Conductor.Advance;

/// <summary>Calls Advance for a hint. A hint that came too early, twice or for an unknown scan does nothing.</summary>
public sealed class ScanChangedHandler(ScanAdvancer advancer) : IMessageHandler<ScanChanged>
{
    public Task HandleAsync(ScanChanged message, CancellationToken cancellationToken) => advancer.AdvanceAsync(message.ScanId, cancellationToken);
}
