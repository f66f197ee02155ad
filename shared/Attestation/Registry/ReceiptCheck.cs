using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Transparency;

namespace Assay.Attestation.Registry;

/// <summary>Whether the log has an act, by the receipt that came with it.</summary>
internal static class ReceiptCheck
{
    /// <summary>The index of the act's entry; null where it is not proved, which is added to the refusals.</summary>
    public static long? Check(SigstoreBundle bundle, DsseEnvelope envelope, IPublicKey key, RegistryTrust trust, List<ApprovalRefusal> refusals)
    {
        if (bundle.LogEntries is not [{ InclusionProof: { Checkpoint: { } note } proof } entry])
            return Refuse(
                refusals,
                ApprovalReasons.ReceiptMissing,
                "The approval has no receipt of the transparency log, so that nobody can have seen it there; export it anew.");
        if (!entry.CanonicalizedBody.AsSpan().SequenceEqual(HashedRekord.Of(envelope, key)))
            return Refuse(refusals, ApprovalReasons.ReceiptOther, "The receipt is for another entry of the log than this approval's.");
        var checkpoint = SignedCheckpoint.Verify(note, trust.LogKeys);
        if (!checkpoint.IsOk) return Refuse(refusals, ApprovalReasons.ReceiptWrong, $"The receipt's checkpoint does not count: {checkpoint.Reason}.");
        var (size, root) = (checkpoint.Value.Checkpoint.Size, checkpoint.Value.Checkpoint.Root);
        if (proof.TreeSize != size || proof.LogIndex != entry.LogIndex || !proof.RootHash.AsSpan().SequenceEqual(root)
            || !MerkleProof.Includes(proof.LogIndex, size, MerkleHash.Leaf(entry.CanonicalizedBody), proof.Hashes, root))
            return Refuse(refusals, ApprovalReasons.ReceiptWrong, "The receipt does not prove that the approval is in the log.");
        if (trust.Checkpoint is { Checkpoint: var known } && known.Size == size && !known.Root.AsSpan().SequenceEqual(root))
            return Refuse(
                refusals,
                ApprovalReasons.LogForked,
                $"The log has signed two different trees of {size} entries: it was rewritten. Ask whoever runs it.");
        return entry.LogIndex;
    }

    private static long? Refuse(List<ApprovalRefusal> refusals, string id, string message)
    {
        refusals.Add(new(id, message));
        return null;
    }
}
