namespace Assay.Sandbox;

/// <summary>What a child may use; whoever goes beyond is killed.</summary>
public sealed record SandboxLimits
{
    /// <summary>Resident memory of the whole process tree, in bytes. Default: 4 GiB.</summary>
    public long MemoryBytes { get; init; } = 4L << 30;

    /// <summary>Processor time of one process. Default: 10 minutes.</summary>
    public TimeSpan CpuTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time on the clock. Default: 2 minutes.</summary>
    public TimeSpan WallTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Largest file that it can write, in bytes. Default: 64 MiB.</summary>
    public long FileBytes { get; init; } = 64L << 20;

    /// <summary>Open files. Default: 256.</summary>
    public int OpenFiles { get; init; } = 256;

    /// <summary>Size of its /tmp, which is memory. Default: 64 MiB.</summary>
    public long TemporaryBytes { get; init; } = 64L << 20;
}
