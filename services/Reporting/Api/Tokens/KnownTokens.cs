namespace Assay.Reporting.Api.Tokens;

/// <summary>
/// Hashes of tokens that were right lately. They are exempt from the wait that <see cref="FailedAttempts"/> puts on an address, so that one
/// misconfigured client behind a proxy does not lock out the others; whether a token still holds is looked up each time. Bounded, thread-safe.
/// </summary>
internal sealed class KnownTokens
{
    public const int MaxTokens = 4096;

    private readonly Lock gate = new();

    private readonly HashSet<string> hashes = new(StringComparer.Ordinal);

    public bool Contains(string hash)
    {
        lock (gate) return hashes.Contains(hash);
    }

    public void Add(string hash)
    {
        lock (gate)
        {
            // Starting over is harmless: a token is learnt again with its next use.
            if (hashes.Count >= MaxTokens && !hashes.Contains(hash)) hashes.Clear();
            hashes.Add(hash);
        }
    }

    public void Remove(string hash)
    {
        lock (gate) hashes.Remove(hash);
    }
}
