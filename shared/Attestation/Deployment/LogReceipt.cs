using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;

namespace Assay.Attestation.Deployment;

/// <summary>Whether the log has an attestation, by the receipt that came with it.</summary>
internal static class LogReceipt
{
    private const string Anew = "fetch the attestation anew from the server that made it";

    /// <summary>The index of its entry; null where it is not proved, which is added to the refusals.</summary>
    public static long? Check(SigstoreBundle bundle, DsseEnvelope envelope, IPublicKey key, RegistryTrust trust, List<DeploymentRefusal> refusals)
    {
        if (bundle.LogEntries is not [{ InclusionProof: { Checkpoint: { } note } proof } entry])
            return Refuse(refusals, DeploymentReasons.ReceiptMissing, "An attestation has no receipt of the transparency log, so that nobody can have seen it there.", Anew);
        if (!entry.CanonicalizedBody.AsSpan().SequenceEqual(HashedRekord.Of(envelope, key)))
            return Refuse(refusals, DeploymentReasons.ReceiptWrong, "A receipt is for another entry of the log than this attestation's.", Anew);
        var checkpoint = SignedCheckpoint.Verify(note, trust.LogKeys);
        if (!checkpoint.IsOk)
            return Refuse(refusals, DeploymentReasons.ReceiptWrong, $"The checkpoint of a receipt does not count: {checkpoint.Reason}.", "export the trust file anew; is it that of another server?");
        var (size, root) = (checkpoint.Value.Checkpoint.Size, checkpoint.Value.Checkpoint.Root);
        if (proof.TreeSize != size || proof.LogIndex != entry.LogIndex || !proof.RootHash.AsSpan().SequenceEqual(root)
            || !MerkleProof.Includes(proof.LogIndex, size, MerkleHash.Leaf(entry.CanonicalizedBody), proof.Hashes, root))
            return Refuse(refusals, DeploymentReasons.ReceiptWrong, "A receipt does not prove that the attestation is in the log.", Anew);
        if (trust.Checkpoint is { Checkpoint: var known } && known.Size == size && !known.Root.AsSpan().SequenceEqual(root))
            return Refuse(refusals, DeploymentReasons.LogForked, $"The log has signed two different trees of {size} entries: it was rewritten.", "ask whoever runs it, and deploy nothing meanwhile");
        return entry.LogIndex;
    }

    private static long? Refuse(List<DeploymentRefusal> refusals, string id, string message, string remedy)
    {
        refusals.Add(new(id, message, remedy));
        return null;
    }
}
