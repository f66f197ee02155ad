using System.ComponentModel.DataAnnotations;

namespace Assay.Reporting.Api;

/// <summary>Settings of the API, configuration section <c>Api</c>. Checked at start.</summary>
public sealed class ApiOptions
{
    public const string Section = "Api";

    /// <summary><c>tokens</c> (default) or <c>none</c>, which is for one person on one machine.</summary>
    public ApiAuthentication Authentication { get; set; } = ApiAuthentication.Tokens;

    /// <summary>Tasks that may wait in a lane before submissions to it are put off. Default 100,000: about a day of one worker.</summary>
    [Range(1, 100_000_000)]
    public long MaxQueued { get; set; } = 100_000;

    /// <summary>True: callers may name files of this machine as targets. Off by default, since it lets a caller read the server's disk.</summary>
    public bool AllowLocalTargets { get; set; }

    /// <summary>How often progress is read from the database for each run or scan that somebody follows. Default one second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a silent event stream sends a comment, so that no proxy takes it for dead. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Event streams open at once in this process. Default 2,000.</summary>
    [Range(1, 100_000)]
    public int MaxEventStreams { get; set; } = 2_000;

    /// <summary>Wrong tokens that one address may present in a minute before it is put off. Default 10.</summary>
    [Range(1, 10_000)]
    public int FailedAttemptsPerMinute { get; set; } = 10;
}
