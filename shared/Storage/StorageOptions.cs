namespace Assay.Storage;

/// <summary>Section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Storage";

    /// <summary><c>Storage:Kind</c>, <c>sqlite</c> or <c>postgres</c>. Default <c>sqlite</c>.</summary>
    public string Kind { get; set; } = "sqlite";

    /// <summary><c>Storage:Path</c>, the SQLite file; made, with its folder, where it is missing. Default <c>.assay/assay.db</c>.</summary>
    public string Path { get; set; } = ".assay/assay.db";

    /// <summary><c>Storage:ConnectionString</c>, of PostgreSQL. A secret: never logged. No default.</summary>
    public string? ConnectionString { get; set; }

    /// <summary><c>Storage:MigrateOnStart</c>, <c>true</c> or <c>false</c>: whether a host brings the schema up to date before it starts. Default <c>true</c>.</summary>
    public string MigrateOnStart { get; set; } = "true";
}
