namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>
/// The requests that are left to this process in the hub's current window, for one credential and each class: fed by the headers of every
/// answer, counted down between them, so that parallel tasks do not run into the limit together. Other processes with the same credential
/// show up in the headers.
/// </summary>
internal sealed class HubBudget(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Window[] _windows = [new(), new()];

    /// <summary>Takes one request from the budget. Zero: go ahead; otherwise nothing was taken, and the window still lasts so long.</summary>
    public TimeSpan Take(HubClass kind)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var window = _windows[(int)kind];
            if (window.Remaining is null) return TimeSpan.Zero;
            if (now >= window.EndsAt)
            {
                // A new window whose size the next answer will tell.
                window.Remaining = null;
                return TimeSpan.Zero;
            }
            if (window.Remaining <= 0) return window.EndsAt - now;
            window.Remaining--;
            return TimeSpan.Zero;
        }
    }

    /// <summary>Takes over what an answer said. Answers arrive out of order: within a window the smaller count is the newer one.</summary>
    public void Observe(HubClass kind, RateLimitHeader said)
    {
        // One second on top: the hub counts whole seconds.
        var endsAt = clock.GetUtcNow() + TimeSpan.FromSeconds(said.Seconds + 1);
        lock (_lock)
        {
            var window = _windows[(int)kind];
            var isSameWindow = window.Remaining is not null && (endsAt - window.EndsAt).Duration() < TimeSpan.FromSeconds(5);
            window.Remaining = isSameWindow ? Math.Min(window.Remaining!.Value, said.Remaining) : said.Remaining;
            window.EndsAt = endsAt;
        }
    }

    /// <summary>The hub refused a request: nothing is left for a while.</summary>
    public void Block(HubClass kind, TimeSpan wait)
    {
        lock (_lock)
        {
            var window = _windows[(int)kind];
            (window.Remaining, window.EndsAt) = (0, clock.GetUtcNow() + wait);
        }
    }

    private sealed class Window
    {
        public int? Remaining { get; set; }

        public DateTimeOffset EndsAt { get; set; }
    }
}
