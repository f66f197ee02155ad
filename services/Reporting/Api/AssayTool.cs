using System.Reflection;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Api;

/// <summary>This product as reports name it.</summary>
public static class AssayTool
{
    public static ToolInfo Info { get; } = new("assay", Version());

    private static string Version()
    {
        var version = typeof(AssayTool).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var build = version.IndexOf('+', StringComparison.Ordinal);
        return build < 0 ? version : version[..build];
    }
}
