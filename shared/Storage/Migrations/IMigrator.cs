namespace Assay.Storage.Migrations;

/// <summary>Brings the database's schema up to date. Any number of processes may ask at once: one does it, the others wait and find it done.</summary>
public interface IMigrator
{
    /// <summary>
    /// Applies what is pending, in one transaction under a lock; the names of what was applied. Throws <see cref="MigrationException"/>, and changes
    /// nothing, where the database was made by other scripts than these: edited ones, or those of a newer version of the product.
    /// </summary>
    Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>The names of the migrations that are not applied yet. Checks like <see cref="MigrateAsync"/>, and writes nothing.</summary>
    Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken);
}
