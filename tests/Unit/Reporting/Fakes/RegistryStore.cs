using Assay.Storage;
using Assay.Storage.Migrations;
using Assay.Storage.Registry;
using Assay.Storage.Transparency;
using Assay.Storage.Versions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>
/// The real registry and log on a database in a temporary folder, made when a test first asks for them: what they promise lies in signatures and
/// transactions, which no fake has.
/// </summary>
internal sealed class RegistryStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-registry-").FullName;
    private readonly ServiceProvider _services;

    public RegistryStore(IConfiguration configuration)
    {
        var settings = new ConfigurationBuilder().AddConfiguration(configuration)
            .AddInMemoryCollection([new("Storage:Kind", "sqlite"), new("Storage:Path", Path.Combine(_folder, "assay.db"))]).Build();
        _services = new ServiceCollection().AddLogging().AddAssayStorage(settings).BuildServiceProvider();
        _services.GetRequiredService<IMigrator>().MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    public static void AddTo(IServiceCollection services) => services
        .AddSingleton<RegistryStore>()
        .AddSingleton(p => p.GetRequiredService<RegistryStore>()._services.GetRequiredService<IVersionRegistry>())
        .AddSingleton(p => p.GetRequiredService<RegistryStore>()._services.GetRequiredService<ITransparencyLog>())
        .AddSingleton(p => p.GetRequiredService<RegistryStore>()._services.GetRequiredService<IVersionRepository>());

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
