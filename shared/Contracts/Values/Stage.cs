namespace Assay.Contracts.Values;

/// <summary>The service that does a task.</summary>
public enum Stage
{
    Ingest = 0,
    HashVerify = 1,
    Inspect = 2,
    GpuProbe = 3,
}
