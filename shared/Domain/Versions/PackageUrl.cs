using Assay.Domain.Trust;

namespace Assay.Domain.Versions;

/// <summary>
/// The package URL of a model version (purl specification, type <c>huggingface</c>): <c>pkg:huggingface/org/name@commit</c>. Namespace and name keep
/// their case, the commit is in lower case.
/// </summary>
public static class PackageUrl
{
    private const string Prefix = "pkg:huggingface/";

    /// <summary>Longer ones are none.</summary>
    private const int MaxLength = 2048;

    /// <summary>Null for versions that are not of a hub, or have no commit.</summary>
    public static string? Of(ModelVersion version)
    {
        if (version is not { Source: "hf", Revision: { } revision }) return null;
        var name = string.Join('/', version.Name.Split('/').Select(Uri.EscapeDataString));
        return $"{Prefix}{name}@{Uri.EscapeDataString(revision.ToLowerInvariant())}";
    }

    /// <summary>The model that a package URL names, with or without a commit; qualifiers and subpath are left out. Null for other types and what is malformed.</summary>
    public static ModelScope? ScopeOf(string purl)
    {
        if (purl.Length > MaxLength || !purl.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return null;
        var rest = purl[Prefix.Length..];
        if (rest.IndexOfAny(['?', '#']) is >= 0 and var end) rest = rest[..end];
        var at = rest.LastIndexOf('@');
        var name = Uri.UnescapeDataString(at < 0 ? rest : rest[..at]).Trim('/');
        var revision = at < 0 ? null : Uri.UnescapeDataString(rest[(at + 1)..]).ToLowerInvariant();
        return name.StartsWith('/') || revision is { Length: 0 } ? null : ModelScope.Parse(revision is null ? name : $"{name}@{revision}");
    }
}
