namespace Assay.Attestation.Oms.Statements;

/// <summary>A hash of the algorithm registry of OpenSSF Model Signing 1.0.</summary>
/// <param name="Name">As it is written in statements.</param>
/// <param name="Length">Of a digest, in bytes.</param>
public sealed record OmsHashType(string Name, int Length)
{
    public static OmsHashType Sha256 { get; } = new("sha256", 32);

    public static OmsHashType Blake2b { get; } = new("blake2b", 64);

    public static OmsHashType Blake3 { get; } = new("blake3", 32);

    /// <summary>Null: not a name of the registry.</summary>
    public static OmsHashType? Find(string name) => new[] { Sha256, Blake2b, Blake3 }.FirstOrDefault(h => h.Name == name);
}
