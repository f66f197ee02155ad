namespace Assay.Storage;

/// <summary>Which database holds the state.</summary>
public enum StorageKind
{
    /// <summary>A file; for one machine.</summary>
    Sqlite = 0,
    /// <summary>A PostgreSQL server; for many machines.</summary>
    Postgres = 1,
}
