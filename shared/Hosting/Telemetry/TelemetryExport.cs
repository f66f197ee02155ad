using Assay.Hosting.Workers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Assay.Hosting.Telemetry;

/// <summary>Sends traces and metrics by OTLP from the host's first moment to its last; does nothing where no endpoint is named.</summary>
internal sealed class TelemetryExport(IOptions<TelemetryOptions> options, WorkerIdentity identity) : IHostedLifecycleService, IDisposable
{
    private const int FlushMilliseconds = 3000;
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Endpoint(Environment.GetEnvironmentVariable) is not { } endpoint) return Task.CompletedTask;
        var resource = ResourceBuilder.CreateEmpty()
            .AddService($"assay-{identity.Service}", serviceVersion: identity.Version, serviceInstanceId: identity.Id);
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.SampleRatio)))
            .AddSource(AssayTracing.SourceName, "MassTransit").AddOtlpExporter(To).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(AssayMetrics.MeterName, "MassTransit", "System.Runtime").AddOtlpExporter(To).Build();
        return Task.CompletedTask;

        void To(OtlpExporterOptions exporter)
        {
            // The standard variables are read by the exporter itself; only our own setting has to be handed over.
            if (!string.IsNullOrWhiteSpace(options.Value.Otlp)) exporter.Endpoint = endpoint;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Registered first and so stopped last: what the others measured while stopping still goes out.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.Run(() =>
    {
        _traces?.Shutdown(FlushMilliseconds);
        _metrics?.Shutdown(FlushMilliseconds);
    }, CancellationToken.None);

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
