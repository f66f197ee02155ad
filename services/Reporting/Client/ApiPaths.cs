using Assay.Reporting.Api;

namespace Assay.Reporting.Client;

/// <summary>Paths of the API as the client writes them.</summary>
internal static class ApiPaths
{
    public static string Under(this string path) => AssayApi.Prefix + path;
}
