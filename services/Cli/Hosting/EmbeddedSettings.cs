namespace Assay.Cli.Hosting;

/// <summary>Settings of the embedded mode; they outrank files and environment, so that a scan depends on nothing around it.</summary>
internal static class EmbeddedSettings
{
    public static IEnumerable<KeyValuePair<string, string?>> For(string folder) =>
    [
        new("Storage:Kind", "sqlite"),
        new("Storage:Path", Path.Combine(folder, "assay.db")),
        new("Blobs:Kind", "folder"),
        new("Blobs:Path", Path.Combine(folder, "blobs")),
        // Plain channels under the same contract tests as the brokers: a command that runs for a second does not start a bus for it.
        new("Bus:Transport", "direct"),
        new("Health:Listen", ""),
        // One process, one person: a lease that outlives a killed run delays the next one's leftovers for a moment only.
        new("Worker:Lease", "00:00:30"),
    ];
}
