namespace Assay.Messaging.Health;

/// <summary>Asks whether the broker answers at all, apart from the bus.</summary>
public interface IBrokerProbe
{
    Task<bool> AnswersAsync(CancellationToken cancellationToken);
}
