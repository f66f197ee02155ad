using Assay.Messaging.DeadLetters;

namespace Assay.Hosting.Health;

/// <summary>Asks all readiness checks at once, each for three seconds at most.</summary>
public sealed class Readiness(IEnumerable<IReadinessCheck> checks)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly IReadOnlyList<IReadinessCheck> _checks = [.. checks];

    /// <summary>Each check's name with what is wrong, or null where it works.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> AskAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(_checks.Select(c => AskAsync(c, cancellationToken)));
        return answers.ToDictionary(a => a.Name, a => a.Problem);
    }

    private static async Task<(string Name, string? Problem)> AskAsync(IReadinessCheck check, CancellationToken cancellationToken)
    {
        try
        {
            return (check.Name, await check.CheckAsync(cancellationToken).WaitAsync(Patience, cancellationToken));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return (check.Name, FaultText.Of(failure));
        }
    }
}
