using Assay.Attestation.Json;

namespace Assay.Attestation.Transparency;

/// <summary>A checkpoint that a known key of its log has signed.</summary>
/// <param name="Checkpoint">What the log commits to.</param>
/// <param name="Key">That signed it.</param>
/// <param name="Note">As it was received, every signature included.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, NoteKey Key, string Note)
{
    /// <summary>Reads a note and verifies that a key of the log that it names has signed it.</summary>
    /// <param name="note">The signed note.</param>
    /// <param name="keys">The log's keys, old ones included. Their name is the only origin that is accepted.</param>
    public static Parsed<SignedCheckpoint> Verify(string note, IReadOnlyCollection<NoteKey> keys)
    {
        var read = SignedNote.Parse(note);
        if (!read.IsOk) return Parsed.Failed<SignedCheckpoint>(read.Reason);
        var key = read.Value.VerifiedBy(keys);
        if (!key.IsOk) return Parsed.Failed<SignedCheckpoint>(key.Reason);
        var checkpoint = Checkpoint.Parse(read.Value.Text);
        if (!checkpoint.IsOk) return Parsed.Failed<SignedCheckpoint>(checkpoint.Reason);
        return checkpoint.Value.Origin == key.Value.Name
            ? new SignedCheckpoint(checkpoint.Value, key.Value, note)
            : Parsed.Failed<SignedCheckpoint>("the checkpoint is of another log than the key that signed it");
    }
}
