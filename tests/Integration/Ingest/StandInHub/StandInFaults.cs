namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>What goes wrong. Counters go down with each time that it has gone wrong.</summary>
public sealed class StandInFaults
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);

    /// <summary>The hub answers 503.</summary>
    public const string Busy = "busy";

    /// <summary>The hub answers 429 with a RateLimit header.</summary>
    public const string Refused = "refused";

    /// <summary>The download host answers with the whole file, whatever range was asked for.</summary>
    public const string NoRanges = "no-ranges";

    /// <summary>429 without any header, as an edge server answers.</summary>
    public const string RefusedByEdge = "refused-by-edge";

    /// <summary>200 with a page instead of JSON.</summary>
    public const string NotJson = "not-json";

    /// <summary>200 with JSON that is not what was asked for.</summary>
    public const string WrongShape = "wrong-shape";

    /// <summary>The hub redirects to a file of the client's machine.</summary>
    public const string RedirectToFile = "redirect-to-file";

    /// <summary>The hub redirects to the address that was asked for.</summary>
    public const string RedirectToSelf = "redirect-to-self";

    /// <summary>The download host closes the connection half-way.</summary>
    public const string Truncated = "truncated";

    /// <summary>The download host serves other bytes.</summary>
    public const string WrongBytes = "wrong-bytes";

    /// <summary>The download host says 403, as for an address that has expired.</summary>
    public const string Expired = "expired";

    /// <summary>The download host sends nothing for ever.</summary>
    public const string Silent = "silent";

    /// <summary>The download host answers 503.</summary>
    public const string DownloadBusy = "download-busy";

    /// <summary>Seconds that a refusal names.</summary>
    public int RefusalSeconds { get; set; }

    public void Arm(string fault, int times = 1)
    {
        lock (_lock) _counters[fault] = times;
    }

    /// <summary>True where it is to happen now.</summary>
    public bool Take(string fault)
    {
        lock (_lock)
        {
            if (!_counters.TryGetValue(fault, out var left) || left == 0) return false;
            _counters[fault] = left - 1;
            return true;
        }
    }
}
