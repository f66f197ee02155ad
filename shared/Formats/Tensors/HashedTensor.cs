using Assay.Contracts.Values;

namespace Assay.Formats.Tensors;

/// <summary>A tensor with the digest of its content.</summary>
/// <param name="Entry">What the file says of it.</param>
/// <param name="Digest">
/// SHA-256 of the elements in row-major order, little-endian, without gaps: nothing but bytes, so that the same weights have the same digest in every format.
/// Element type and shape stand beside it: equal bytes of another shape are a reshape.
/// </param>
/// <param name="Kind">Whether two models that share it have anything to do with each other.</param>
public sealed record HashedTensor(TensorEntry Entry, Sha256Digest Digest, TensorKind Kind);
