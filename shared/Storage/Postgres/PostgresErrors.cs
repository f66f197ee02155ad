using System.Net.Sockets;
using Npgsql;

namespace Assay.Storage.Postgres;

/// <summary>Turns what an operator can mend into the storage exceptions; a defect of ours stays what it is. Never quotes the connection string.</summary>
internal static class PostgresErrors
{
    /// <summary>The transaction lost against another one and was undone: the same statements can be sent again at once.</summary>
    public static bool IsConflict(Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public static Exception Translate(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full => new StorageFullException(
            $"PostgreSQL has no space left ({full.MessageText}). Make room on its disk; the work continues by itself.", error),
        PostgresException { SqlState: var state } answer when IsOperatorsMatter(state) => new StorageUnavailableException(
            $"PostgreSQL refuses the work ({state}: {answer.MessageText}). Check the server, and the user and database of Storage:ConnectionString.", error),
        PostgresException => error,
        NpgsqlException or SocketException or IOException or TimeoutException => new StorageUnavailableException(
            $"PostgreSQL cannot be reached ({error.GetBaseException().Message}). Check that the server runs and that Storage:ConnectionString names it.", error),
        _ => error,
    };

    // Classes: 08 connection, 25006 read-only, 28 authorisation, 3D no such database, 40 conflict, 53 resources, 57 operator, 58 system.
    private static bool IsOperatorsMatter(string state) =>
        state is "25006" || state[..2] is "08" or "28" or "3D" or "40" or "53" or "57" or "58";
}
