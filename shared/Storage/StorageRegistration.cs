using Assay.Storage.Advisories;
using Assay.Storage.Attestations;
using Assay.Storage.Facts;
using Assay.Storage.Keys;
using Assay.Storage.Ledger;
using Assay.Storage.Lineage;
using Assay.Storage.Migrations;
using Assay.Storage.Policies;
using Assay.Storage.Postgres;
using Assay.Storage.Postgres.Ledger;
using Assay.Storage.Registry;
using Assay.Storage.Sql;
using Assay.Storage.Sqlite;
using Assay.Storage.Sqlite.Ledger;
using Assay.Storage.Tokens;
using Assay.Storage.Transparency;
using Assay.Storage.Trust;
using Assay.Storage.Verdicts;
using Assay.Storage.Versions;
using Assay.Storage.Views;
using Assay.Storage.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Assay.Storage;

/// <summary>Registers the ledger and every repository, on the database that the configuration names.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds everything of this library but the blob store. Keys: see <see cref="StorageOptions"/>. All services are singletons and safe for
    /// concurrent use; nothing is opened before it is used. A host migrates the schema before its other services start.
    /// </summary>
    public static IServiceCollection AddAssayStorage(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        services.AddOptions<StorageOptions>().Configure(options => Bind(options, section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StorageClock>();

        // A kind that is none fails the validation at start; until then it does not matter which is registered.
        if (StorageOptionsValidator.TryParseKind(section["Kind"], out var kind) && kind == StorageKind.Postgres) AddPostgres(services);
        else AddSqlite(services);

        services.AddSingleton<IPolicyRepository, PolicyRepository>();
        services.AddSingleton<IApiTokenRepository, ApiTokenRepository>();
        services.AddSingleton<IWorkerRegistry, WorkerRegistry>();
        services.AddSingleton<IAnalyserCatalog, AnalyserCatalog>();
        services.AddSingleton<IContentLeases, ContentLeases>();
        services.AddSingleton<IFactRepository, FactRepository>();
        services.AddSingleton<IVersionRepository, VersionRepository>();
        services.AddSingleton<IKnownFiles, KnownFiles>();
        services.AddSingleton<ITensorIndex, TensorIndex>();
        services.AddSingleton<FamilySearch>();
        services.AddSingleton<IFileStamps, FileStamps>();
        services.AddSingleton<IVerdictRepository, VerdictRepository>();
        services.AddSingleton<IScanViews, ScanViews>();
        services.AddSingleton<ITrustedLists, TrustedLists>();
        services.AddSingleton<ListImport>();
        services.AddSingleton<ITrustRecords, TrustRecordsReader>();
        services.AddSingleton<IRegistryWords, RegistryWords>();
        services.AddSingleton<IAdvisories, Advisories.Advisories>();
        services.AddSingleton<IAdvisoryWords, AdvisoryWords>();
        services.AddSingleton<IVersionMarks, VersionMarks>();
        services.AddSingleton<ISubscriptions, Subscriptions>();
        services.AddSingleton(provider => new AffectedSearch(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ITensorIndex>()));
        AddLog(services, configuration.GetSection(RegistryOptions.Section));
        services.AddHostedService<StorageStartup>();
        return services;
    }

    private static void AddLog(IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<RegistryOptions>().Configure(options =>
        {
            options.Keys = section[nameof(options.Keys)];
            options.Origin = section[nameof(options.Origin)];
            options.FourEyes = section[nameof(options.FourEyes)] ?? options.FourEyes;
        }).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RegistryOptions>, RegistryOptionsValidator>();
        services.TryAddSingleton<ISigningKeys, KeyFolder>();
        services.AddSingleton<LogWriter>();
        services.AddSingleton<ITransparencyLog, TransparencyLog>();
        services.AddSingleton<RegistryWriter>();
        services.AddSingleton<IVersionRegistry, VersionRegistry>();
        services.AddSingleton<IScanAttestations, ScanAttestations>();
    }

    private static void AddSqlite(IServiceCollection services)
    {
        services.AddSingleton(provider => new SqliteDatabase(provider.GetRequiredService<IOptions<StorageOptions>>().Value.Path));
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddSingleton<IScanLedger, SqliteScanLedger>();
        services.AddSingleton<IOutbox, SqliteOutbox>();
        services.AddSingleton<IMigrator>(provider => new SqliteMigrator(
            provider.GetRequiredService<SqliteDatabase>(), MigrationSet.Embedded("Sqlite"), provider.GetRequiredService<StorageClock>()));
    }

    private static void AddPostgres(IServiceCollection services)
    {
        services.AddSingleton(provider => PostgresDatabase.Connect(provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString!));
        services.AddSingleton<IDatabase>(provider => provider.GetRequiredService<PostgresDatabase>());
        services.AddSingleton<IScanLedger, PostgresScanLedger>();
        services.AddSingleton<IOutbox, PostgresOutbox>();
        services.AddSingleton<IMigrator>(provider => new PostgresMigrator(
            provider.GetRequiredService<PostgresDatabase>(), MigrationSet.Embedded("Postgres"), provider.GetRequiredService<StorageClock>()));
    }

    private static void Bind(StorageOptions options, IConfigurationSection section)
    {
        options.Kind = section[nameof(options.Kind)] ?? options.Kind;
        options.Path = section[nameof(options.Path)] ?? options.Path;
        options.ConnectionString = section[nameof(options.ConnectionString)] ?? options.ConnectionString;
        options.MigrateOnStart = section[nameof(options.MigrateOnStart)] ?? options.MigrateOnStart;
    }
}
