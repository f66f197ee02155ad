namespace Assay.Storage.Keys;

/// <summary>A key of the installation cannot be read, made or put in place. The message says which and what to do.</summary>
public sealed class SigningKeyException(string message) : Exception(message);
