namespace Assay.Attestation.Transparency;

/// <summary>Whether a log goes on from a checkpoint that was kept, by a consistency proof: without reading its entries.</summary>
public static class LogConsistency
{
    /// <summary>Null where it does; else a sentence.</summary>
    public static async Task<string?> ProblemAsync(ITileSource tiles, Checkpoint earlier, Checkpoint present, CancellationToken cancellationToken)
    {
        if (earlier.Origin != present.Origin) return $"The checkpoints are of two logs, '{earlier.Origin}' and '{present.Origin}'.";
        if (earlier.Size > present.Size)
            return $"The log has {present.Size} entries, and had {earlier.Size} when it was seen before: entries were removed.";
        if (earlier.Size == 0) return null;
        try
        {
            var proof = await new MerkleTree(tiles, present.Size).ConsistencyProofAsync(earlier.Size, present.Size, cancellationToken)
                .ConfigureAwait(false);
            return MerkleProof.Extends(earlier.Size, present.Size, earlier.Root, present.Root, proof)
                ? null
                : $"The first {earlier.Size} entries are not those that the log had signed when it was seen with {earlier.Size} entries: "
                    + "it was rewritten.";
        }
        catch (LogDamagedException e)
        {
            return e.Message;
        }
    }
}
