namespace Assay.Reporting.Api.Shapes;

/// <summary>Paths of a scan on this server.</summary>
public sealed record ScanLinks(string Self, string Events, string Report, string Cancel)
{
    public static ScanLinks Of(Guid id)
    {
        var self = $"{AssayApi.Prefix}/scans/{id}";
        return new(self, self + "/events", self + "/report", self + "/cancel");
    }
}
