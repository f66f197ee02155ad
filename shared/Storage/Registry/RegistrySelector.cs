using Assay.Contracts.Values;

namespace Assay.Storage.Registry;

/// <summary>Versions that are listed: all with one content, all with one package URL, or both.</summary>
/// <param name="Manifest">Digest of the manifest; empty for any.</param>
/// <param name="Purl">Package URL; null for any.</param>
public sealed record RegistrySelector(Sha256Digest Manifest, string? Purl)
{
    /// <summary>A manifest digest, with or without <c>sha256:</c>, or a package URL; null for anything else.</summary>
    public static RegistrySelector? Parse(string text)
    {
        if (text.StartsWith("pkg:", StringComparison.Ordinal)) return new(default, text);
        return Sha256Digest.TryParse(text.StartsWith("sha256:", StringComparison.Ordinal) ? text[7..] : text, out var digest)
            ? new(digest, null)
            : null;
    }
}
