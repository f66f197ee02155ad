using Assay.Storage;
using Assay.Storage.Advisories;
using Assay.Storage.Attestations;
using Assay.Storage.Facts;
using Assay.Storage.Ledger;
using Assay.Storage.Lineage;
using Assay.Storage.Migrations;
using Assay.Storage.Policies;
using Assay.Storage.Registry;
using Assay.Storage.Tokens;
using Assay.Storage.Transparency;
using Assay.Storage.Trust;
using Assay.Storage.Verdicts;
using Assay.Storage.Versions;
using Assay.Storage.Views;
using Assay.Storage.Workers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Integration.Storage;

/// <summary>The storage as a host registers it, with a clock in the test's hand.</summary>
public sealed class StorageBed : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public StorageBed(IReadOnlyDictionary<string, string?> settings)
    {
        Time = new SteppedTime();
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddAssayStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    public SteppedTime Time { get; }

    public IMigrator Migrator => Get<IMigrator>();

    public IScanLedger Ledger => Get<IScanLedger>();

    public IOutbox Outbox => Get<IOutbox>();

    public IFactRepository Facts => Get<IFactRepository>();

    public IAnalyserCatalog Analysers => Get<IAnalyserCatalog>();

    public IContentLeases Leases => Get<IContentLeases>();

    public IVersionRepository Versions => Get<IVersionRepository>();

    public ITensorIndex Tensors => Get<ITensorIndex>();

    public FamilySearch Families => Get<FamilySearch>();

    public IFileStamps Stamps => Get<IFileStamps>();

    public IVerdictRepository Verdicts => Get<IVerdictRepository>();

    public IPolicyRepository Policies => Get<IPolicyRepository>();

    public IApiTokenRepository Tokens => Get<IApiTokenRepository>();

    public IWorkerRegistry Workers => Get<IWorkerRegistry>();

    public ITrustedLists Lists => Get<ITrustedLists>();

    public ITrustRecords Trust => Get<ITrustRecords>();

    public IKnownFiles KnownFiles => Get<IKnownFiles>();

    public IAdvisories Advisories => Get<IAdvisories>();

    public IVersionMarks Marks => Get<IVersionMarks>();

    public ISubscriptions Subscriptions => Get<ISubscriptions>();

    public AffectedSearch Affected => Get<AffectedSearch>();

    public ITransparencyLog Log => Get<ITransparencyLog>();

    public IVersionRegistry Registry => Get<IVersionRegistry>();

    public IScanAttestations Attestations => Get<IScanAttestations>();

    public IRegistryWords RegistryWords => Get<IRegistryWords>();

    public IScanViews Views => Get<IScanViews>();

    public static StorageBed Sqlite(string path) => new(new Dictionary<string, string?> { ["Storage:Kind"] = "sqlite", ["Storage:Path"] = path });

    /// <param name="connectionString">Of the database.</param>
    /// <param name="keys">Folder of the installation's signing keys, which every process on one database shares; null where nothing is signed.</param>
    public static StorageBed Postgres(string connectionString, string? keys = null) => new(new Dictionary<string, string?>
    {
        ["Storage:Kind"] = "postgres",
        ["Storage:ConnectionString"] = connectionString,
        ["Registry:Keys"] = keys,
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();
}
