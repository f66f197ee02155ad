namespace Assay.Storage;

/// <summary>No space is left for the database or the blobs; an operator has to act. The message says where and how much is free.</summary>
public sealed class StorageFullException(string message, Exception? innerException = null) : Exception(message, innerException);
