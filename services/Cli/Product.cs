using System.Reflection;
using Assay.Contracts.Reports;

namespace Assay.Cli;

/// <summary>Name and version of this build.</summary>
internal static class Product
{
    public static ToolInfo Tool { get; } = new("assay", Version());

    private static string Version()
    {
        var text = typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        return text.Split('+')[0];
    }
}
