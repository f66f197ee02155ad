using System.ComponentModel.DataAnnotations;

namespace Assay.Ingest;

/// <summary>Section <c>Ingest</c>.</summary>
public sealed class IngestOptions
{
    /// <summary>Larger files are listed and not read. Default 600 GB: hubs refuse files above 500 GB.</summary>
    [Range(1L, long.MaxValue)]
    public long MaxFileBytes { get; set; } = 600_000_000_000;

    /// <summary>Files of one model that are fetched at the same time. Default 4.</summary>
    [Range(1, 64)]
    public int ParallelFiles { get; set; } = 4;

    /// <summary>A model with more files is refused. Default 100,000, the most that hubs advise.</summary>
    [Range(1, 10_000_000)]
    public int MaxFiles { get; set; } = 100_000;

    /// <summary>True: at depth probe, a declared base that is not at hand is fetched from the hub. Default false: a scan downloads what it was asked for.</summary>
    public bool FetchBases { get; set; }

    /// <summary>Most bytes of a base's models; a larger base is not compared. Default 8 GiB.</summary>
    [Range(0L, long.MaxValue)]
    public long MaxBaseBytes { get; set; } = 8L << 30;
}
