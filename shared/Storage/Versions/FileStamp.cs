using Assay.Contracts.Values;

namespace Assay.Storage.Versions;

/// <summary>What the file system said of a file when its bytes were hashed, and the digests that were found.</summary>
/// <param name="Identity">Device, inode, size, modification and change time in nanoseconds, as one text.</param>
/// <param name="Sha256">Of the bytes.</param>
/// <param name="GitBlob">Of the bytes.</param>
public sealed record FileStamp(string Identity, Sha256Digest Sha256, GitBlobDigest GitBlob);
