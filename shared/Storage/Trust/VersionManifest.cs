using Assay.Attestation.Manifests;
using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.Storage.Trust;

/// <summary>The manifest of a version: what it is called wherever its content matters and not its name.</summary>
public static class VersionManifest
{
    /// <summary>Digest of the manifest of a version whose every file was read whole; empty otherwise, as for names that no manifest can hold.</summary>
    public static Sha256Digest DigestOf(ModelVersion version) => Of(version)?.Digest ?? default;

    /// <summary>Null where a file was not read whole, there is none, or a name is not relative and canonical.</summary>
    public static ModelManifest? Of(ModelVersion version)
    {
        if (version.Files.Count == 0 || version.Files.Any(f => f.State != FileState.Stored || f.Sha256.IsEmpty)) return null;
        try
        {
            return ModelManifest.Of(version.Files.Select(f => new ManifestEntry(f.Path, f.Size, f.Sha256)));
        }
        catch (ArgumentException)
        {
            // A name from a hostile listing. It is reported where names are judged; such a version has no identity that could be approved.
            return null;
        }
    }
}
