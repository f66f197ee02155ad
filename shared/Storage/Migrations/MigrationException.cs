namespace Assay.Storage.Migrations;

/// <summary>The database was made by other migrations than this version of the product has. The message says which, and what to do.</summary>
public sealed class MigrationException(string message) : Exception(message);
