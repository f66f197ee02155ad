namespace Assay.Storage.Transparency;

/// <summary>What became of appended entries.</summary>
/// <param name="FirstIndex">Of the first one.</param>
/// <param name="Checkpoint">Covers them all.</param>
/// <param name="KeyHash">SHA-256 of the log's key, by which receipts name the log.</param>
public sealed record LogAppend(long FirstIndex, StoredCheckpoint Checkpoint, byte[] KeyHash);
