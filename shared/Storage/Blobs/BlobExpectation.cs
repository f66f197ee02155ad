using Assay.Contracts.Values;

namespace Assay.Storage.Blobs;

/// <summary>What the writer of a blob already knows of it; default members are not checked.</summary>
/// <param name="Length">In bytes; null where it is not known.</param>
/// <param name="Sha256">Empty where it is not known.</param>
public readonly record struct BlobExpectation(long? Length = null, Sha256Digest Sha256 = default);
