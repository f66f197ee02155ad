using Assay.Attestation.Transparency;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Transparency;

namespace Assay.Reporting.Api.Log;

/// <summary>Proofs from the newest checkpoint.</summary>
public static class LogProofs
{
    /// <summary>Null where the log has no such entry.</summary>
    /// <exception cref="LogDamagedException">Hashes are missing.</exception>
    public static async Task<LogProof?> OfAsync(ITransparencyLog log, long index, CancellationToken cancellationToken)
    {
        if (await log.LatestAsync(cancellationToken) is not { } latest || index < 0 || index >= latest.Size) return null;
        if (await log.EntriesAsync(index, 1, cancellationToken) is not [var entry, ..]) return null;
        var hashes = await new MerkleTree(log, latest.Size).InclusionProofAsync(index, latest.Size, cancellationToken);
        return new(index, latest.Size, entry, hashes, latest.Note);
    }
}
