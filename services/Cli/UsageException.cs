namespace Assay.Cli;

/// <summary>Something the user can put right; the message is the one line that is printed.</summary>
public sealed class UsageException(string message) : Exception(message);
