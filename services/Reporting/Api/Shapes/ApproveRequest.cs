using Assay.Contracts.Values;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A version that should be approved: named by its scan, by a target that was scanned, or by its files.</summary>
public sealed record ApproveRequest
{
    /// <summary>The version that this scan looked at.</summary>
    public Guid? ScanId { get; init; }

    /// <summary>The version that the newest verdict on this target is about, as targets are submitted.</summary>
    public string? Target { get; init; }

    /// <summary>All files of the version, where it was not scanned here.</summary>
    public IReadOnlyList<ManifestFile>? Files { get; init; }

    /// <summary>Of the model, for people; needed with files.</summary>
    public string? Name { get; init; }

    /// <summary>Package URL; that of the scanned version where absent.</summary>
    public string? Purl { get; init; }

    /// <summary>End of the approval; none where absent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>Why a verdict or a revocation that speaks against it is passed over.</summary>
    public string? Override { get; init; }
}

/// <summary>A file of a version.</summary>
/// <param name="Path">Relative to the model's root, forward slashes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the bytes.</param>
public sealed record ManifestFile(string Path, long Size, Sha256Digest Sha256);
