namespace Assay.Storage.Blobs;

/// <summary>The bytes are not the expected ones; the message says both values. Nothing was kept.</summary>
public sealed class BlobMismatchException(string message) : Exception(message);
