using Assay.Contracts.Values;

namespace Assay.Domain.Advisories;

/// <summary>Tensors of a target that a version holds.</summary>
/// <param name="Target">SHA-256 of the tensor that an advisory names, or of the file whose tensors are counted.</param>
/// <param name="Path">The version's file that holds them, or most of them.</param>
/// <param name="Held">Bytes of the target's tensors that the version has.</param>
/// <param name="Total">Bytes of all the target's tensors.</param>
public sealed record HeldTensors(Sha256Digest Target, string Path, long Held, long Total)
{
    /// <summary>0 to 1.</summary>
    public double Share => Total <= 0 ? 0 : (double)Held / Total;
}
