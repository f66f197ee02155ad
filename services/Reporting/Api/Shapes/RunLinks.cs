namespace Assay.Reporting.Api.Shapes;

/// <summary>Paths of a run on this server.</summary>
public sealed record RunLinks(string Self, string Events, string Scans, string Report, string Cancel)
{
    public static RunLinks Of(Guid id)
    {
        var self = $"{AssayApi.Prefix}/runs/{id}";
        return new(self, self + "/events", $"{AssayApi.Prefix}/scans?run={id}", self + "/report", self + "/cancel");
    }
}
