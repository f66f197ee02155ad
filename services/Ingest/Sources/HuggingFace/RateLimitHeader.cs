using System.Globalization;
using System.Net.Http.Headers;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>What an answer says of a budget: <c>RateLimit: "api";r=499;t=295</c>.</summary>
/// <param name="Remaining">Requests left in the window.</param>
/// <param name="Seconds">Until the window ends.</param>
internal readonly record struct RateLimitHeader(int Remaining, int Seconds)
{
    /// <summary>A wait beyond this is nonsense; a window has five minutes.</summary>
    private const int MaxSeconds = 3600;

    /// <summary>Null: the header is absent or cannot be read.</summary>
    public static RateLimitHeader? Read(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("RateLimit", out var values)) return null;
        int? remaining = null, seconds = null;
        foreach (var part in string.Join(';', values).Split(';', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("r=", StringComparison.Ordinal)) remaining = Number(part[2..]);
            else if (part.StartsWith("t=", StringComparison.Ordinal)) seconds = Number(part[2..]);
        }
        return remaining is { } r && seconds is { } t ? new(r, Math.Min(t, MaxSeconds)) : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
