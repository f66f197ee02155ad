using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Assay.Hosting.Startup;

/// <summary>The way every service of the product starts.</summary>
public static class AssayHost
{
    /// <summary>Prefix of our environment variables: <c>ASSAY_Bus__Host</c> is <c>Bus:Host</c>.</summary>
    public const string EnvironmentPrefix = "ASSAY_";

    /// <summary>A host with configuration (appsettings.json beside the program, environment, command line), logs, health and telemetry.</summary>
    /// <param name="args">Command line, <c>--Bus:Host=…</c>.</param>
    /// <param name="service">E.g. <c>inspect</c>.</param>
    public static HostApplicationBuilder CreateBuilder(string[] args, string service)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = $"assay-{service}" });
        AddSources(builder.Configuration, args);
        builder.AddAssayHost(service);
        return builder;
    }

    /// <summary>The same sources for a host that is built in another way.</summary>
    public static void AddSources(IConfigurationBuilder configuration, string[] args)
    {
        // No reload on change: options are validated once, at start, and a file watcher costs start-up time.
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true, reloadOnChange: false);
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        configuration.AddCommandLine(args);
    }

    /// <summary>
    /// Builds and runs the host until it is stopped. Exit code: 0 after an orderly stop, 2 when the configuration is wrong (one line for each error
    /// on
    /// standard error), 1 when it could not start, 70 when the bus stayed dead.
    /// </summary>
    public static async Task<int> RunAsync(Func<IHost> build, CancellationToken cancellationToken = default)
    {
        try
        {
            var host = build();
            try
            {
                StartupErrors.Validate(host.Services);
                await StartAsync(host, cancellationToken);
                await host.WaitForShutdownAsync(cancellationToken);
            }
            finally
            {
                if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
                else host.Dispose();
            }
            return Environment.ExitCode;
        }
        catch (Exception failure) when (StartupErrors.Describe(failure) is { } lines)
        {
            foreach (var line in lines) await Console.Error.WriteLineAsync($"assay: {line}");
            return StartupErrors.IsConfiguration(failure) ? 2 : 1;
        }
    }

    /// <summary>Stops what had started when the rest cannot: what is only disposed of is logged as a crash of its own, and hides the reason.</summary>
    private static async Task StartAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            try
            {
                await host.StopAsync(CancellationToken.None);
            }
            catch (Exception)
            {
                // The start's failure is the one to tell.
            }
            throw;
        }
    }
}
