using Assay.Storage.Migrations;

namespace Assay.Tests.Unit.Storage;

public sealed class MigrationSetTests
{
    private static readonly Migration First = new("0001_a", "CREATE TABLE a (x int);\n");
    private static readonly Migration Second = new("0002_b", "CREATE TABLE b (x int);\n");
    private static readonly MigrationSet Set = new([Second, First]);

    [Fact]
    public void What_is_not_applied_is_pending_in_the_order_of_numbers()
    {
        Set.Pending([]).ShouldBe([First, Second]);
        Set.Pending([Applied(First)]).ShouldBe([Second]);
        Set.Pending([Applied(First), Applied(Second)]).ShouldBeEmpty();
    }

    [Fact]
    public void An_edited_script_is_refused_by_name() =>
        Should.Throw<MigrationException>(() => Set.Pending([Applied(First with { Sql = "edited" })])).Message.ShouldContain("0001_a");

    [Fact]
    public void A_database_of_a_newer_version_is_refused() =>
        Should.Throw<MigrationException>(() => Set.Pending([Applied(First), Applied(Second), Applied(new("0003_c", ""))])).Message.ShouldContain("newer");

    [Fact]
    public void A_gap_is_refused() => Should.Throw<MigrationException>(() => Set.Pending([Applied(Second)])).Message.ShouldContain("0001_a");

    [Fact]
    public void Numbers_have_to_be_consecutive() => Should.Throw<InvalidOperationException>(() => new MigrationSet([First, new("0003_c", "")]));

    [Fact]
    public void Line_ends_do_not_change_a_checksum() =>
        new Migration("0001_a", First.Sql.Replace("\n", "\r\n", StringComparison.Ordinal)).Checksum.ShouldBe(First.Checksum);

    [Fact]
    public void Both_databases_have_the_same_migrations() =>
        MigrationSet.Embedded("Sqlite").Pending([]).Select(m => m.Name).ShouldBe(MigrationSet.Embedded("Postgres").Pending([]).Select(m => m.Name));

    private static AppliedMigration Applied(Migration migration) => new(migration.Number, migration.Name, migration.Checksum);
}
