using Assay.Cli.Remote;

namespace Assay.Cli.Registry;

/// <summary>Which registry a command means.</summary>
internal static class Desks
{
    /// <summary>A server's where one is named with <c>--server</c> or <c>ASSAY_SERVER</c> and no data folder is; else this machine's.</summary>
    public static async Task<IRegistryDesk> OpenAsync(string? server, string? token, string? data, CancellationToken cancellationToken) =>
        IsRemote(server, data) ? new RemoteDesk(Server.Connect(server, token)) : await LocalDesk.OpenAsync(data, cancellationToken);

    public static bool IsRemote(string? server, string? data)
    {
        if (server is not null && data is not null) throw new UsageException("--server and --data name two registries; give one of them");
        return server is not null || (data is null && Environment.GetEnvironmentVariable("ASSAY_SERVER") is { Length: > 0 });
    }
}
