using System.Net.Sockets;
using Assay.Storage;
using Assay.Storage.Postgres;
using Assay.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Assay.Tests.Unit.Storage;

public sealed class StorageErrorTests
{
    private static readonly SqliteFile File = new(Path.Combine(Path.GetTempPath(), "assay.db"));

    [Fact]
    public void A_full_disk_is_told_apart_with_its_place_and_what_is_free()
    {
        var error = SqliteErrors.Translate(new SqliteException("full", 13), File).ShouldBeOfType<StorageFullException>();
        error.Message.ShouldContain(File.FullPath);
        error.Message.ShouldContain("KiB are free");
        PostgresErrors.Translate(Postgres("53100")).ShouldBeOfType<StorageFullException>();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(14)]
    [InlineData(26)]
    public void What_an_operator_can_mend_in_SQLite_is_unavailable(int code) =>
        SqliteErrors.Translate(new SqliteException("x", code), File).ShouldBeOfType<StorageUnavailableException>();

    [Theory]
    [InlineData("08006")]
    [InlineData("25006")]
    [InlineData("28P01")]
    [InlineData("3D000")]
    [InlineData("40P01")]
    [InlineData("53300")]
    [InlineData("57P01")]
    public void What_an_operator_can_mend_in_PostgreSQL_is_unavailable(string state) =>
        PostgresErrors.Translate(Postgres(state)).ShouldBeOfType<StorageUnavailableException>();

    [Fact]
    public void A_broken_connection_is_unavailable() =>
        PostgresErrors.Translate(new NpgsqlException("x", new SocketException())).ShouldBeOfType<StorageUnavailableException>();

    [Fact]
    public void A_defect_of_ours_stays_what_it_is()
    {
        var syntax = Postgres("42601");
        PostgresErrors.Translate(syntax).ShouldBeSameAs(syntax);
        var constraint = new SqliteException("x", 19);
        SqliteErrors.Translate(constraint, File).ShouldBeSameAs(constraint);
    }

    [Theory]
    [InlineData("40001", true)]
    [InlineData("40P01", true)]
    [InlineData("23505", false)]
    public void Only_a_lost_conflict_is_sent_again(string state, bool again) => PostgresErrors.IsConflict(Postgres(state)).ShouldBe(again);

    private static PostgresException Postgres(string state) => new("x", "ERROR", "ERROR", state);
}
