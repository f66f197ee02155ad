using Assay.Storage.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assay.Storage.Sqlite;

/// <summary>An open connection with its prepared statements. For one thread at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    /// <summary>More than the product has; lists and filters make variants of a few.</summary>
    private const int MaxPrepared = 256;

    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>False when SQLite has undone the transaction by itself, as it may on a full disk.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Runs a script that is not worth keeping prepared.</summary>
    public void Run(string script)
    {
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement; the number of rows it changed.</summary>
    public int Execute(Statement statement) => Prepare(statement).ExecuteNonQuery();

    public int Execute(string sql, params (string Name, object? Value)[] arguments) => Execute(new Statement(sql, arguments));

    public List<T> Query<T>(Statement statement, Func<Row, T> map)
    {
        var rows = new List<T>();
        using var reader = Prepare(statement).ExecuteReader();
        while (reader.Read()) rows.Add(map(new Row(reader, SqliteDialect.Instance)));
        return rows;
    }

    public List<T> Query<T>(string sql, Func<Row, T> map, params (string Name, object? Value)[] arguments) => Query(new Statement(sql, arguments), map);

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    private SqliteCommand Prepare(Statement statement)
    {
        if (!_prepared.TryGetValue(statement.Sql, out var command))
        {
            if (_prepared.Count >= MaxPrepared) Forget();
            command = connection.CreateCommand();
            command.CommandText = statement.Sql;
            foreach (var (name, _) in statement.Arguments) command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
            _prepared.Add(statement.Sql, command);
        }
        // The same text comes from the same place, with its arguments in the same order.
        for (var i = 0; i < statement.Arguments.Count; i++) command.Parameters[i].Value = SqliteDialect.ToStored(statement.Arguments[i].Value);
        return command;
    }

    private void Forget()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        _prepared.Clear();
    }
}
