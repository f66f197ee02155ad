using System.Data.Common;
using System.Globalization;
using Assay.Contracts.Values;
using Assay.Storage.Sql;
using Npgsql;

namespace Assay.Storage.Postgres;

/// <summary>uuid, timestamptz, bytea; enumerations as smallint.</summary>
internal sealed class PostgresDialect : Dialect
{
    public static PostgresDialect Instance { get; } = new();

    public override Guid ReadId(DbDataReader reader, int column) => reader.GetGuid(column);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);

    public override (string Condition, (string Name, object? Value)[] Arguments) IsAnyOf(string column, IReadOnlyList<byte[]> keys) =>
        ($"{column} = ANY(@keys)", [("keys", keys.ToArray())]);

    public override IReadOnlyList<Statement> InsertRows(string table, IReadOnlyList<NewColumn> columns)
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        var arrays = string.Join(", ", columns.Select(c => $"@{c.Name}::{c.PostgresType}[]"));
        return [new($"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays})", [.. columns.Select(c => (c.Name, (object?)Clean(c.Values)))])];
    }

    public static NpgsqlParameter ToParameter((string Name, object? Value) argument) => new(argument.Name, ToStored(argument.Value));

    private static object ToStored(object? value) => value switch
    {
        null => DBNull.Value,
        string text => StoredText.Clean(text),
        DateTimeOffset time => time.ToUniversalTime(),
        Sha256Digest digest => ToBytes(digest) ?? (object)DBNull.Value,
        GitBlobDigest digest => ToBytes(digest) ?? (object)DBNull.Value,
        Enum number => Convert.ToInt16(number, CultureInfo.InvariantCulture),
        _ => value,
    };

    public static byte[]? ToBytes(Sha256Digest digest) => digest.IsEmpty ? null : Convert.FromHexString(digest.Hex);

    public static byte[]? ToBytes(GitBlobDigest digest) => digest.IsEmpty ? null : Convert.FromHexString(digest.Hex);

    private static Array Clean(Array values) =>
        values is string?[] texts ? Array.ConvertAll(texts, text => text is null ? null : StoredText.Clean(text)) : values;
}
