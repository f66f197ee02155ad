namespace Assay.Attestation.Transparency;

/// <summary>A signature line of a note.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="KeyId">Four bytes, big-endian. Keys may share one: it is a hint.</param>
/// <param name="Signature">What follows the key id.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature);
