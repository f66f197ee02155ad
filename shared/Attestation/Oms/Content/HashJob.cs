using Assay.Attestation.Oms.Statements;

namespace Assay.Attestation.Oms.Content;

/// <summary>Bytes to hash.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Range">Null: the whole file.</param>
/// <param name="Length">Expected, to begin with the longest.</param>
/// <param name="FollowLink">Whether the file may be a link.</param>
internal sealed record HashJob(string Path, ShardRange? Range, long Length, bool FollowLink);

/// <summary>What came of it.</summary>
/// <param name="Digest">Null: refused.</param>
/// <param name="Length">Bytes that were hashed.</param>
/// <param name="FileLength">Of the whole file.</param>
/// <param name="IsOutside">The file was reached through a link that leads out of the model.</param>
/// <param name="Refusal">Null where there is a digest.</param>
internal sealed record HashResult(byte[]? Digest, long Length, long FileLength, bool IsOutside, OmsReason? Refusal);
