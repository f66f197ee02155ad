using System.Text.Json;
using Assay.Contracts.Findings;

namespace Assay.Cli.Hosting;

/// <summary>Converts services to and from their names in kebab case.</summary>
internal static class ServiceNames
{
    private static readonly ServiceName[] Single =
        [ServiceName.Conductor, ServiceName.Ingest, ServiceName.HashVerify, ServiceName.Inspect, ServiceName.GpuProbe, ServiceName.Reporting];

    public static string All => string.Join(", ", Single.Select(Of));

    public static string Of(ServiceName service) => JsonNamingPolicy.KebabCaseLower.ConvertName(service.ToString());

    /// <exception cref="UsageException">There is no such service.</exception>
    public static ServiceName Parse(string name)
    {
        foreach (var service in Single)
        {
            if (Of(service) == name) return service;
        }
        throw new UsageException($"'{EvidenceText.Quote(name)}' is not a service; choose one of {All}");
    }
}
