using System.Data.Common;

namespace Assay.Storage.Sql;

/// <summary>What differs between the databases in one statement: how values are kept, and how a list is asked for.</summary>
internal abstract class Dialect
{
    public abstract Guid ReadId(DbDataReader reader, int column);

    public abstract DateTimeOffset ReadTime(DbDataReader reader, int column);

    /// <summary>The condition that <paramref name="column"/> is one of <paramref name="keys"/>, with its arguments. At least one key.</summary>
    public abstract (string Condition, (string Name, object? Value)[] Arguments) IsAnyOf(string column, IReadOnlyList<byte[]> keys);

    /// <summary>Statements that add rows to a table, as fast as the database takes them.</summary>
    public abstract IReadOnlyList<Statement> InsertRows(string table, IReadOnlyList<NewColumn> columns);
}
