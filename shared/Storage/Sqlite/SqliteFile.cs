using Assay.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Assay.Storage.Sqlite;

/// <summary>A database file and how it is opened.</summary>
internal sealed class SqliteFile
{
    /// <summary>How long to wait for another process's transaction before the database counts as unavailable.</summary>
    private const int BusySeconds = 30;

    // NORMAL: a transaction survives the death of the process; after a power cut the last ones may be missing, and never half of one.
    private const string Settings = $"""
        PRAGMA busy_timeout = 30000;
        PRAGMA synchronous = NORMAL;
        PRAGMA temp_store = MEMORY;
        PRAGMA mmap_size = 268435456;
        PRAGMA cache_size = -32768;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA journal_size_limit = 67108864;
        """;

    private readonly string _connectionString;

    public SqliteFile(string path)
    {
        FullPath = Path.GetFullPath(path);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = FullPath,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString();
    }

    public string FullPath { get; }

    /// <summary>Opens the file, making it and its folder where they are missing.</summary>
    public SqliteSession Open(bool readOnly)
    {
        SqliteLibrary.Ensure();
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath)!);
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            session.Run(Settings);
            // Writers and readers do not wait for each other. The mode is a property of the file: only the first opening changes it.
            if (readOnly) session.Run("PRAGMA query_only = 1");
            else session.Query(new Statement("PRAGMA journal_mode = WAL"), static row => row.Text(0));
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
