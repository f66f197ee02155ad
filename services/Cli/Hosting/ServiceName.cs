namespace Assay.Cli.Hosting;

/// <summary>The services by the names that <c>assay worker</c> takes.</summary>
[Flags]
internal enum ServiceName
{
    None = 0,
    Conductor = 1,
    Ingest = 2,
    HashVerify = 4,
    Inspect = 8,
    GpuProbe = 16,
    Reporting = 32,
    All = Conductor | Ingest | HashVerify | Inspect | GpuProbe | Reporting,
}
