namespace Assay.Reporting.Api.Guards;

/// <summary>The set-up would offer the API to others without authentication. The host prints the message and ends with status 2.</summary>
public sealed class ListenRefusedException(string message) : Exception(message);
