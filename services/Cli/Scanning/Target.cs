namespace Assay.Cli.Scanning;

/// <summary>A target.</summary>
/// <param name="Typed">As the user wrote it; reports show this.</param>
/// <param name="Reference">Full path or hub reference; the ledger holds this.</param>
internal sealed record Target(string Typed, string Reference);
