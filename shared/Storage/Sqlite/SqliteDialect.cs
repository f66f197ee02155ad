using System.Data.Common;
using System.Globalization;
using Assay.Contracts.Values;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite;

/// <summary>Ids as big-endian blobs, whose order is that of the ids; times as microseconds since 1970; digests as blobs; enumerations as numbers.</summary>
internal sealed class SqliteDialect : Dialect
{
    /// <summary>Lists are padded to one of these lengths, so that few different statements have to be prepared.</summary>
    private static readonly int[] ListLengths = [1, 4, 16, 64, 256, 1024];

    public static SqliteDialect Instance { get; } = new();

    public override Guid ReadId(DbDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);

    public override DateTimeOffset ReadTime(DbDataReader reader, int column) => FromMicroseconds(reader.GetInt64(column));

    public override (string Condition, (string Name, object? Value)[] Arguments) IsAnyOf(string column, IReadOnlyList<byte[]> keys)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, ListLengths[^1]);
        var length = ListLengths.First(l => l >= keys.Count);
        var arguments = new (string Name, object? Value)[length];
        for (var i = 0; i < length; i++) arguments[i] = (string.Create(CultureInfo.InvariantCulture, $"k{i}"), keys[Math.Min(i, keys.Count - 1)]);
        return ($"{column} IN ({string.Join(", ", arguments.Select(a => "@" + a.Name))})", arguments);
    }

    public override IReadOnlyList<Statement> InsertRows(string table, IReadOnlyList<NewColumn> columns)
    {
        // One prepared statement, run once a row: the engine is in this process, so a round trip costs nothing.
        var names = string.Join(", ", columns.Select(c => c.Name));
        var sql = $"INSERT INTO {table} ({names}) VALUES ({string.Join(", ", columns.Select(c => "@" + c.Name))})";
        var rows = new Statement[columns[0].Values.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = new(sql, [.. columns.Select(c => (c.Name, c.Values.GetValue(i)))]);
        return rows;
    }

    public static object ToStored(object? value) => value switch
    {
        null => DBNull.Value,
        string text => StoredText.Clean(text),
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset time => ToMicroseconds(time),
        Sha256Digest digest => digest.IsEmpty ? DBNull.Value : Convert.FromHexString(digest.Hex),
        GitBlobDigest digest => digest.IsEmpty ? DBNull.Value : Convert.FromHexString(digest.Hex),
        Enum number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset FromMicroseconds(long value) =>
        new(DateTime.UnixEpoch.Ticks + value * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
