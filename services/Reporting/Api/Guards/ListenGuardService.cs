using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Guards;

/// <summary>
/// Applies <see cref="ListenGuard"/> twice: to what is configured, before anything is opened, and to what was opened, for addresses that were set
/// in code. Between the two <see cref="LocalRequestGuard"/> turns strangers away.
/// </summary>
/// <exception cref="ListenRefusedException">Thrown from the host's start.</exception>
internal sealed class ListenGuardService(IServer server, IConfiguration configuration, IOptions<ApiOptions> options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => CheckAsync([.. Opened(), .. Configured()]);

    public Task StartedAsync(CancellationToken cancellationToken) => CheckAsync(Opened());

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task CheckAsync(IReadOnlyList<string> addresses) =>
        ListenGuard.Check(options.Value.Authentication, addresses) is { } problem
            ? Task.FromException(new ListenRefusedException(problem))
            : Task.CompletedTask;

    private IReadOnlyList<string> Opened() => [.. server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    private IEnumerable<string> Configured()
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        // The precedence of the host: Kestrel's endpoints, then addresses set in code, then configured ones, then bare ports on every interface.
        if (endpoints.Count > 0) return endpoints;
        if (Opened().Count > 0) return [];
        if (Split(configuration["urls"]) is { Length: > 0 } urls) return urls;
        return
        [
            .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
