using Assay.Contracts.Values;

namespace Assay.Storage.Blobs;

/// <summary>What was written.</summary>
/// <param name="Sha256">Key of the blob.</param>
/// <param name="GitBlob">Git's id of the same bytes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Existed">True where the same bytes were there already.</param>
public readonly record struct BlobReceipt(Sha256Digest Sha256, GitBlobDigest GitBlob, long Length, bool Existed);
