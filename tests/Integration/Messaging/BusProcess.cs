using Assay.Domain.Messages;
using Assay.Messaging;
using Assay.Messaging.Endpoints;
using Assay.Messaging.Health;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Assay.Tests.Integration.Messaging;

/// <summary>A host with a bus, standing for one process.</summary>
public sealed class BusProcess(IHost host) : IAsyncDisposable
{
    public IHintPublisher Publisher => host.Services.GetRequiredService<IHintPublisher>();
    public IBusHealth Health => host.Services.GetRequiredService<IBusHealth>();

    public static async Task<BusProcess> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection, BusBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddAssayMessaging(builder.Configuration, bus => configure?.Invoke(builder.Services, bus));
        builder.Services.AddSingleton<IProcessEnd, NoProcessEnd>();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host);
    }

    public Task PublishAsync(params object[] bodies) => PublishAsync(bodies.AsEnumerable());

    public Task PublishAsync(IEnumerable<object> bodies) => Publisher.PublishAsync(
        [.. bodies.Select(b => new OutboxMessage(Guid.CreateVersion7(), b))], TestContext.Current.CancellationToken);

    public Task StopAsync() => host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    /// <summary>The test run goes on whatever the watchdog thinks.</summary>
    private sealed class NoProcessEnd : IProcessEnd
    {
        public void End(int exitCode)
        {
        }
    }
}
