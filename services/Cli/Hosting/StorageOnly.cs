using Assay.Hosting.Startup;
using Assay.Reporting.Advisories;
using Assay.Storage;
using Assay.Storage.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assay.Cli.Hosting;

/// <summary>The database alone, for commands that manage it: the configured one, or the embedded one.</summary>
internal static class StorageOnly
{
    /// <summary>As <see cref="Open"/>, brought to the present schema first.</summary>
    public static async Task<ServiceProvider> OpenMigratedAsync(string? data, CancellationToken cancellationToken)
    {
        var services = Open(data);
        await services.GetRequiredService<IMigrator>().MigrateAsync(cancellationToken);
        return services;
    }

    public static ServiceProvider Open(string? data)
    {
        var configuration = new ConfigurationBuilder();
        // How the registry is run (its keys, whether two people are needed) holds for the embedded database too.
        AssayHost.AddSources(configuration, []);
        if (Environment.GetEnvironmentVariable("ASSAY_Storage__Kind") is null || data is not null)
            configuration.AddInMemoryCollection(EmbeddedSettings.For(DataFolder.Ensure(data)));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        var built = configuration.Build();
        services.AddAssayStorage(built).AddAdvisories(built);
        var provider = services.BuildServiceProvider();
        StartupErrors.Validate(provider);
        return provider;
    }
}
