using Assay.Attestation.Manifests;

namespace Assay.Storage.Registry;

/// <summary>A version as somebody wants it approved.</summary>
/// <param name="Manifest">Its files.</param>
/// <param name="Name">Of the model, for people.</param>
public sealed record RegistrySubject(ModelManifest Manifest, string Name)
{
    /// <summary>Package URL; null where there is none.</summary>
    public string? Purl { get; init; }

    /// <summary>Source plug-in, such as <c>hf</c>; null where it is not known.</summary>
    public string? Source { get; init; }

    /// <summary>The hub's own id; null where there is none.</summary>
    public string? RepositoryId { get; init; }

    /// <summary>Commit; null where there is none.</summary>
    public string? Revision { get; init; }
}
