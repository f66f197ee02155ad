namespace Assay.Attestation.Oms.Statements;

/// <summary>A file, or a range of one, with its digest.</summary>
/// <param name="Path">Canonical, relative to the model's root; <c>.</c> for the only file of a model that is a file.</param>
/// <param name="Range">Null: the whole file.</param>
/// <param name="Digest">Raw.</param>
public sealed record OmsResource(string Path, ShardRange? Range, byte[] Digest);

/// <summary>Bytes of a file.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The one after the last.</param>
public sealed record ShardRange(long Start, long End);
