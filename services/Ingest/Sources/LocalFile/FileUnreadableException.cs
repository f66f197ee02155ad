namespace Assay.Ingest.Sources.LocalFile;

/// <summary>Reading the scanned file failed, as opposed to writing the store.</summary>
internal sealed class FileUnreadableException(string message, Exception? innerException) : Exception(message, innerException);
