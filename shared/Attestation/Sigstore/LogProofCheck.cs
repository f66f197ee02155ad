using System.Security.Cryptography;
using Assay.Attestation.Bundles;

namespace Assay.Attestation.Sigstore;

/// <summary>Whether an entry is in the tree that a log has signed a checkpoint of.</summary>
internal static class LogProofCheck
{
    private const int KeyIdLength = 4;

    /// <summary>Null where it is. A proof without a checkpoint (bundles of version 0.1) has only to be consistent in itself.</summary>
    public static SigstoreRefusal? Refusal(TransparencyLogEntry entry, InclusionProof proof, TrustedLog log)
    {
        if (!IsIncluded(entry, proof))
            return new(SigstoreReasons.LogProofWrong, $"The proof of inclusion does not lead from the entry to the root of a tree of {proof.TreeSize} entries.");
        return proof.Checkpoint is null ? null : Checkpoint(proof, log);
    }

    private static bool IsIncluded(TransparencyLogEntry entry, InclusionProof proof) => proof.RootHash.Length == SHA256.HashSizeInBytes
        && proof.Hashes.All(h => h.Length == SHA256.HashSizeInBytes)
        && InclusionPath.Root(proof.LogIndex, proof.TreeSize, SHA256.HashData([0, .. entry.CanonicalizedBody]), proof.Hashes) is { } root
        && root.AsSpan().SequenceEqual(proof.RootHash);

    private static SigstoreRefusal? Checkpoint(InclusionProof proof, TrustedLog log)
    {
        if (SignedCheckpoint.Parse(proof.Checkpoint!) is not { } checkpoint)
            return new(SigstoreReasons.CheckpointMalformed, "The checkpoint of the proof of inclusion is no signed note with a size and a root hash.");

        // Signatures by others, such as witnesses, are passed over: their keys are not known here.
        var id = log.CheckpointKeyId.Span[..KeyIdLength].ToArray();
        var own = checkpoint.Signatures.Where(s => s.KeyId.AsSpan().SequenceEqual(id)).ToList();
        if (!own.Exists(s => log.Key!.Verify(checkpoint.Text, s.Signature)))
            return new(SigstoreReasons.CheckpointUnsigned, $"The checkpoint of the proof of inclusion is not signed by the log that the entry names ({log.BaseUrl}).");
        return checkpoint.Size == proof.TreeSize && checkpoint.Root.AsSpan().SequenceEqual(proof.RootHash)
            ? null
            : new(SigstoreReasons.CheckpointMismatch, "The checkpoint is of another tree than the proof of inclusion.");
    }
}
