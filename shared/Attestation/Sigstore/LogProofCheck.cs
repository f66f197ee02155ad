using System.Buffers.Binary;
using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Transparency;

namespace Assay.Attestation.Sigstore;

/// <summary>Whether an entry is in the tree that a log has signed a checkpoint of.</summary>
internal static class LogProofCheck
{
    /// <summary>Null where it is. A proof without a checkpoint (bundles of version 0.1) has only to be consistent in itself.</summary>
    public static SigstoreRefusal? Refusal(TransparencyLogEntry entry, InclusionProof proof, TrustedLog log)
    {
        if (!IsIncluded(entry, proof))
            return new(
                SigstoreReasons.LogProofWrong,
                $"The proof of inclusion does not lead from the entry to the root of a tree of {proof.TreeSize} entries.");
        return proof.Checkpoint is null ? null : Checkpoint(proof, log);
    }

    private static bool IsIncluded(TransparencyLogEntry entry, InclusionProof proof) =>
        MerkleProof.Includes(proof.LogIndex, proof.TreeSize, MerkleHash.Leaf(entry.CanonicalizedBody), proof.Hashes, proof.RootHash);

    private static SigstoreRefusal? Checkpoint(InclusionProof proof, TrustedLog log)
    {
        var note = SignedNote.Parse(proof.Checkpoint!);
        if (!note.IsOk) return Malformed(note.Reason);
        var checkpoint = Transparency.Checkpoint.Parse(note.Value.Text);
        if (!checkpoint.IsOk) return Malformed(checkpoint.Reason);

        // A log's key is known by its id: Rekor signs under another name than its checkpoints' origin. Signatures by others, such as witnesses, are
        // passed over, since their keys are not known here.
        var id = BinaryPrimitives.ReadUInt32BigEndian(log.CheckpointKeyId.Span);
        var text = Encoding.UTF8.GetBytes(note.Value.Text);
        if (!note.Value.Signatures.Any(s => s.KeyId == id && log.Key!.Verify(text, s.Signature)))
        {
            return new(
                SigstoreReasons.CheckpointUnsigned,
                $"The checkpoint of the proof of inclusion is not signed by the log that the entry names ({log.BaseUrl}).");
        }
        return checkpoint.Value.Size == proof.TreeSize && checkpoint.Value.Root.AsSpan().SequenceEqual(proof.RootHash)
            ? null
            : new(SigstoreReasons.CheckpointMismatch, "The checkpoint is of another tree than the proof of inclusion.");
    }

    private static SigstoreRefusal Malformed(string reason) =>
        new(SigstoreReasons.CheckpointMalformed, $"The checkpoint of the proof of inclusion cannot be read: {reason}.");
}
