using Assay.Hosting.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.Hosting;

/// <summary>Services in this process, on SQLite, a folder and a bus in memory: what <c>assay scan</c> runs on.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly IHost _host;

    private EmbeddedHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    /// <param name="names">Which services.</param>
    /// <param name="data">As typed; null for the default.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<EmbeddedHost> StartAsync(ServiceName names, string? data, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Ensure(data);
        var builder = AssayHost.CreateBuilder([], "scan");
        builder.Configuration.AddInMemoryCollection(EmbeddedSettings.For(folder));
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddServices(builder.Configuration, names);
        var host = builder.Build();
        StartupErrors.Validate(host.Services);
        await host.StartAsync(cancellationToken);
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
