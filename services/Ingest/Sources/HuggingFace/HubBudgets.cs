using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>One budget for each credential of this process. The credential itself is not kept.</summary>
internal sealed class HubBudgets(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, HubBudget> _budgets = new(StringComparer.Ordinal);

    public HubBudget For(Uri endpoint, string? token)
    {
        var credential = token is null ? "anonymous" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        return _budgets.GetOrAdd($"{endpoint.Authority} {credential}", _ => new HubBudget(clock));
    }
}
