using Assay.Hosting.Health;
using Assay.Hosting.Logging;
using Assay.Hosting.Telemetry;
using Assay.Hosting.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Startup;

/// <summary>Registers what every host has.</summary>
public static class HostServices
{
    /// <summary>
    /// Logs to standard error, health, telemetry, identity and the shutdown order. Call it before any other registration: what is registered first
    /// starts first and stops last. Calling it again changes nothing.
    /// </summary>
    public static IHostApplicationBuilder AddAssayHost(this IHostApplicationBuilder builder, string service)
    {
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(TelemetryExport))) return builder;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => WorkerIdentity.Create(service, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<WorkerLoad>();
        services.TryAddSingleton<AssayMetrics>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<TelemetryExport>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<TelemetryExport>());
        services.AddSingleton<HealthServer>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HealthServer>());
        services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>();
        services.AddOptions<HealthOptions>().Bind(builder.Configuration.GetSection(HealthOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddOptions<TelemetryOptions>().Bind(builder.Configuration.GetSection(TelemetryOptions.Section)).ValidateOnStart();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownOrder.HostTimeout(builder.Configuration));
        AddLogs(builder);
        return builder;
    }

    private static void AddLogs(IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new Secrets(builder.Configuration));
        builder.Logging.ClearProviders();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));

        // Chatty at "information": a line for each start of an endpoint, or for each request.
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning);

        // A start that fails is explained in one line by whoever started the host; what ends a running host is logged as critical.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddConsole(console =>
            (console.FormatterName, console.LogToStandardErrorThreshold) = (AssayConsoleFormatter.FormatterName, LogLevel.Trace));
        builder.Logging.AddConsoleFormatter<AssayConsoleFormatter, LogFormat>(format => format.Json =
            bool.TryParse(builder.Configuration["Logging:Json"], out var json) ? json : Console.IsErrorRedirected);
    }
}
