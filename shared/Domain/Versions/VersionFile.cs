using Assay.Contracts.Values;

namespace Assay.Domain.Versions;

/// <summary>One file of a version: what was declared, and what was found.</summary>
public sealed record VersionFile
{
    /// <summary>Relative to the model's root, forward slashes, as the source names it. Untrusted: never used as a path on this machine.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes counted while reading, or the declared size where the file was not read.</summary>
    public required long Size { get; init; }

    public required FileState State { get; init; }

    public long? DeclaredSize { get; init; }

    /// <summary>SHA-256 that the source declares (LFS); empty where it declares none.</summary>
    public Sha256Digest DeclaredSha256 { get; init; }

    /// <summary>Git blob id that the source declares; empty where it declares none. For an LFS file it is the pointer's, so it is not set.</summary>
    public GitBlobDigest DeclaredGitBlob { get; init; }

    /// <summary>Of the bytes in the store; empty unless <see cref="State"/> is <see cref="FileState.Stored"/>.</summary>
    public Sha256Digest Sha256 { get; init; }

    /// <summary>Of the bytes in the store; empty unless <see cref="State"/> is <see cref="FileState.Stored"/>.</summary>
    public GitBlobDigest GitBlob { get; init; }

    /// <summary>SHA-256 of the stored outline; empty unless <see cref="State"/> is <see cref="FileState.Outlined"/>.</summary>
    public Sha256Digest Outline { get; init; }

    /// <summary>True where something of it is in the store and can be inspected.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsInspectable => State is FileState.Stored or FileState.Outlined;

    /// <summary>Key in the blob store of what can be inspected: the file's bytes, or its outline.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Sha256Digest Content => State == FileState.Outlined ? Outline : Sha256;

    /// <summary>Why the file is not stored, for a person; null where it is.</summary>
    public string? Note { get; init; }
}
