namespace Assay.Storage;

/// <summary>The database or the blob store cannot be reached; the same call may succeed later.</summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
