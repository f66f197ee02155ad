namespace Assay.Storage.Migrations;

/// <summary>A row of the table of migrations.</summary>
internal sealed record AppliedMigration(int Number, string Name, string Checksum)
{
    public const string CreateTable = """
        CREATE TABLE IF NOT EXISTS migrations (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at text NOT NULL)
        """;

    public const string Select = "SELECT number, name, checksum FROM migrations ORDER BY number";

    public const string Insert = "INSERT INTO migrations (number, name, checksum, applied_at) VALUES (@number, @name, @checksum, @at)";
}
