using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Contracts;
using Assay.Contracts.Values;

namespace Assay.Storage.Sql;

/// <summary>The current row of a result, read by column number into the types of the domain.</summary>
internal readonly struct Row(DbDataReader reader, Dialect dialect)
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public Guid Id(int column) => dialect.ReadId(reader, column);

    public Guid? IdOrNull(int column) => IsNull(column) ? null : Id(column);

    public DateTimeOffset Time(int column) => dialect.ReadTime(reader, column);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : reader.GetString(column);

    public int Int(int column) => reader.GetInt32(column);

    public long Long(int column) => reader.GetInt64(column);

    public long? LongOrNull(int column) => IsNull(column) ? null : reader.GetInt64(column);

    public bool Flag(int column) => reader.GetBoolean(column);

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public T Enum<T>(int column)
        where T : struct, Enum => Unsafe.BitCast<int, T>(reader.GetInt32(column));

    public T? EnumOrNull<T>(int column)
        where T : struct, Enum => IsNull(column) ? null : Enum<T>(column);

    /// <summary>A digest; the empty one for null.</summary>
    public Sha256Digest Sha256(int column) => IsNull(column) ? default : Sha256Digest.FromBytes(Bytes(column));

    /// <summary>A git blob id; the empty one for null.</summary>
    public GitBlobDigest GitBlob(int column) => IsNull(column) ? default : GitBlobDigest.FromBytes(Bytes(column));

    /// <summary>A stored JSON body, read from its UTF-8 bytes without a string in between.</summary>
    public T Json<T>(int column) =>
        JsonSerializer.Deserialize(Bytes(column), (JsonTypeInfo<T>)AssayJson.Options.GetTypeInfo(typeof(T)))
        ?? throw new InvalidDataException($"A stored {typeof(T).Name} is the JSON value null.");
}
