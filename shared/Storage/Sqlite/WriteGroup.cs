namespace Assay.Storage.Sqlite;

/// <summary>Runs a group of operations in one transaction.</summary>
internal static class WriteGroup
{
    /// <summary>Throws only where the connection itself is in doubt; the operations are told their ends here.</summary>
    public static void Commit(SqliteSession session, List<WriteJob> group, SqliteFile file)
    {
        var done = new List<WriteJob>(group.Count);
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var job in group)
            {
                if (job.IsCalledOff) job.CallOff();
                else if (Try(session, job, file)) done.Add(job);
            }
            session.Execute("COMMIT");
        }
        catch
        {
            if (session.IsInTransaction) session.Execute("ROLLBACK");
            throw;
        }
        foreach (var job in done) job.Succeed();
    }

    private static bool Try(SqliteSession session, WriteJob job, SqliteFile file)
    {
        session.Execute("SAVEPOINT operation");
        try
        {
            job.Run(session);
        }
        catch (Exception error) when (session.IsInTransaction)
        {
            // Only this operation fails. Where SQLite has undone the whole transaction, the error goes up and all fail with it.
            session.Execute("ROLLBACK TO operation");
            session.Execute("RELEASE operation");
            job.Fail(SqliteErrors.Translate(error, file));
            return false;
        }
        session.Execute("RELEASE operation");
        return true;
    }
}
