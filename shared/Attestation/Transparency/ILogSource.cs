namespace Assay.Attestation.Transparency;

/// <summary>A whole log as tlog-tiles lays it out: a database, a folder, a server. Nothing that it gives is trusted.</summary>
public interface ILogSource : ITileSource
{
    /// <summary>The newest checkpoint, a signed note; null for a log that has none.</summary>
    ValueTask<string?> ReadCheckpointAsync(CancellationToken cancellationToken);

    /// <summary>A tile of entries; null where there is none of this width.</summary>
    ValueTask<byte[]?> ReadEntriesAsync(long index, int width, CancellationToken cancellationToken);
}
