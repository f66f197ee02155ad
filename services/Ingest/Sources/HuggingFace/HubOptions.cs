using System.ComponentModel.DataAnnotations;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Section <c>Ingest:Hub</c>.</summary>
public sealed class HubOptions
{
    /// <summary>Base address of the hub or of a mirror. Default: HF_ENDPOINT, else https://huggingface.co.</summary>
    [Required]
    public Uri? Endpoint { get; set; }

    /// <summary>Access token. Default: HF_TOKEN; none means anonymous. Sent to <see cref="Endpoint"/> only.</summary>
    public string? Token { get; set; }

    /// <summary>Longest JSON answer that is read. Default 64 MiB: a listing of 100,000 files in one page stays below.</summary>
    [Range(1024, 1 << 30)]
    public int MaxAnswerBytes { get; set; } = 64 << 20;

    /// <summary>Longest wait for the headers of an answer, and for the next bytes of a download. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>First wait after an answer that is worth a retry; doubled each time, with jitter. Default 0.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a task waits for the hub's rate limit before it gives its slot back. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);
}
