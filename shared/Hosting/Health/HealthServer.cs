using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Health;

/// <summary>
/// A small web server for the health routes of a service that has none. Up before anything else starts and until everything has stopped.
/// </summary>
public sealed class HealthServer(Readiness readiness, IOptions<HealthOptions> options, ILogger<HealthServer> logger) : IHostedLifecycleService
{
    private WebApplication? _server;

    /// <summary>The address that it listens on, with the port that was chosen; null while it does not.</summary>
    public string? Address { get; private set; }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Listen.Length == 0) return;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(options.Value.Listen);
        builder.Services.AddRoutingCore();
        _server = builder.Build();
        _server.UseRouting();
        _server.MapAssayHealth(readiness);
        await _server.StartAsync(cancellationToken);
        Address = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        logger.LogInformation("Health is served on {Address}", Address);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_server is not { } server) return;
        _server = null;
        await server.StopAsync(cancellationToken);
        await server.DisposeAsync();
    }
}
