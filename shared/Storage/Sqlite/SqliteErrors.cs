using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assay.Storage.Sqlite;

/// <summary>Turns what an operator can mend into the storage exceptions; a defect of ours stays what it is.</summary>
internal static class SqliteErrors
{
    public static Exception Translate(Exception error, SqliteFile file) => error switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => new StorageFullException(
            $"The database {file.FullPath} cannot grow: {Free(file.FullPath)}. Make room, or move the database to a larger disk.", error),
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => new StorageUnavailableException(
            $"The database {file.FullPath} is held by another process for longer than 30 seconds. Try again, or stop the other process.", error),
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM } => new StorageUnavailableException(
            $"The database {file.FullPath} cannot be read or written ({error.Message.Trim()}). Check that the disk is there and that this user may write to the folder.", error),
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } => new StorageUnavailableException(
            $"The file {file.FullPath} is not a whole SQLite database. Restore it from a backup, or remove it to begin anew.", error),
        IOException or UnauthorizedAccessException => new StorageUnavailableException(
            $"The folder of the database {file.FullPath} cannot be made or used: {error.Message}", error),
        _ => error,
    };

    private static string Free(string path)
    {
        try
        {
            return $"{new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace / 1024} KiB are free there";
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return "no space is left there";
        }
    }
}
