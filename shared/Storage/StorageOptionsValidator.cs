using Microsoft.Extensions.Options;
using Npgsql;

namespace Assay.Storage;

/// <summary>Lists everything that is wrong with the storage's configuration, in the words of its keys.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var errors = new List<string>();
        if (!TryParseKind(options.Kind, out var kind)) errors.Add($"Storage:Kind is \"{options.Kind}\"; it has to be sqlite or postgres.");
        else if (kind == StorageKind.Sqlite) CheckPath(options.Path, errors);
        else CheckConnectionString(options.ConnectionString, errors);
        if (!bool.TryParse(options.MigrateOnStart, out _)) errors.Add($"Storage:MigrateOnStart is \"{options.MigrateOnStart}\"; it has to be true or false.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    public static bool TryParseKind(string? text, out StorageKind kind)
    {
        (var known, kind) = text?.Trim().ToLowerInvariant() switch
        {
            "sqlite" => (true, StorageKind.Sqlite),
            "postgres" or "postgresql" => (true, StorageKind.Postgres),
            _ => (false, default),
        };
        return known;
    }

    private static void CheckPath(string path, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(path)) errors.Add("Storage:Path is empty; it has to name the SQLite file.");
        else if (path.StartsWith(':') || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) errors.Add("Storage:Path has to name a file; SQLite's special names are not supported.");
        else if (Directory.Exists(path)) errors.Add($"Storage:Path is the folder \"{path}\"; it has to name a file in it, e.g. {System.IO.Path.Combine(path, "assay.db")}.");
    }

    private static void CheckConnectionString(string? text, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add("Storage:ConnectionString is missing; with Storage:Kind postgres it has to name the server, e.g. Host=db;Database=assay;Username=assay;Password=….");
            return;
        }
        try
        {
            if (string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host)) errors.Add("Storage:ConnectionString has no Host.");
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The error's own text may quote a part of the secret.
            errors.Add("Storage:ConnectionString cannot be parsed; it has the form Key=Value;Key=Value with the keys of Npgsql.");
        }
    }
}
