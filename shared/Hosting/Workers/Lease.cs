using Assay.Domain.Tasks;

namespace Assay.Hosting.Workers;

/// <summary>A claim that is being kept alive.</summary>
internal sealed class Lease(ClaimedTask claim, Action<Lease> dropped) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();

    public ClaimedTask Claim { get; } = claim;

    /// <summary>Cancelled when somebody else has the task, or nobody wants it any more.</summary>
    public CancellationToken Lost => _lost.Token;

    public bool IsLost => _lost.IsCancellationRequested;

    public void Lose()
    {
        try
        {
            _lost.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The task ended while its renewal was under way.
        }
    }

    public void Dispose()
    {
        dropped(this);
        _lost.Dispose();
    }
}
