namespace Assay.Attestation.Oms.Signing;

/// <summary>How a model is signed.</summary>
public sealed record OmsSigningOptions
{
    /// <summary>Bytes of a range; null: files are hashed whole, the form that every verifier reads.</summary>
    public long? ShardSize { get; init; }

    /// <summary>Includes the files that links inside of the model lead to, and records that.</summary>
    public bool AllowSymlinks { get; init; }

    /// <summary>Paths below the model's root that are excluded, each with all below it; recorded in the signature.</summary>
    public IReadOnlyList<string> IgnorePaths { get; init; } = [];

    /// <summary>In DER, the signer's own first; empty: verifiers have to have the key.</summary>
    public IReadOnlyList<byte[]> Certificates { get; init; } = [];

    /// <summary>Files that are hashed at the same time.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
