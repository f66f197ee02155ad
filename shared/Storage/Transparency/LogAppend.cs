namespace Assay.Storage.Transparency;

/// <summary>What became of appended entries.</summary>
/// <param name="FirstIndex">Of the first one.</param>
/// <param name="Checkpoint">Covers them all.</param>
public sealed record LogAppend(long FirstIndex, StoredCheckpoint Checkpoint);
