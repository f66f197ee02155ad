using Assay.Storage.Migrations;

namespace Assay.Tests.Integration.Storage;

/// <summary>Bringing a database up to date.</summary>
public abstract class MigrationContract(IStorageHome home)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_migrated_database_has_nothing_pending()
    {
        await using var bed = home.Open();
        (await bed.Migrator.PendingAsync(Token)).ShouldBeEmpty();
        (await bed.Migrator.MigrateAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Processes_that_migrate_at_once_apply_each_script_once()
    {
        var applied = await MigrateNewDatabaseAtOnceAsync(4);
        applied.SelectMany(names => names).ShouldBe(
            [
                "0001_ledger", "0002_content", "0003_verdicts", "0004_access", "0005_outlines", "0006_transparency_log", "0007_registry", "0008_trusted_digests",
                "0009_advisories", "0010_tensors", "0011_attestations", "0012_bases",
            ]);
    }

    [Fact]
    public async Task An_edited_script_is_refused()
    {
        await using var bed = home.Open();
        await CorruptChecksumAsync();
        var error = await Should.ThrowAsync<MigrationException>(() => bed.Migrator.MigrateAsync(Token));
        error.Message.ShouldContain("0001_ledger");
        await Should.ThrowAsync<MigrationException>(() => bed.Migrator.PendingAsync(Token));
        await RepairChecksumAsync();
        (await bed.Migrator.PendingAsync(Token)).ShouldBeEmpty();
    }

    /// <summary>Migrates one new, empty database from several beds at once; what each applied.</summary>
    protected abstract Task<IReadOnlyList<string>[]> MigrateNewDatabaseAtOnceAsync(int processes);

    protected Task CorruptChecksumAsync() => RunSqlAsync("UPDATE migrations SET checksum = 'f00d' || substr(checksum, 5) WHERE number = 1");

    protected Task RepairChecksumAsync() => RunSqlAsync(
        $"UPDATE migrations SET checksum = '{ExpectedChecksumStart}' || substr(checksum, 5) WHERE number = 1");

    protected abstract string ExpectedChecksumStart { get; }

    protected abstract Task RunSqlAsync(string sql);
}
