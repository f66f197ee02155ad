using Assay.Domain.Versions;

namespace Assay.Domain.Trust;

/// <summary>The model that an entry of a list is about. An entry without one is about its bytes alone, wherever they are.</summary>
/// <param name="Repository">Name at the hub (<c>org/name</c>), or the full path of a local model.</param>
/// <param name="Revision">Commit; null for every one.</param>
public sealed record ModelScope(string Repository, string? Revision)
{
    private const string HubScheme = "hf://";

    /// <summary>True where the version is of this model.</summary>
    public bool Covers(ModelVersion version) => Repository == version.Name && (Revision is null || Revision == version.Revision);

    /// <summary>A target as people name it: <c>hf://org/name[@revision]</c>, <c>org/name[@revision]</c>, or a full path. Null where it is none of them.</summary>
    public static ModelScope? Parse(string target)
    {
        if (target.StartsWith('/')) return new(target.Length > 1 ? target.TrimEnd('/') : target, null);
        var name = target.StartsWith(HubScheme, StringComparison.Ordinal) ? target[HubScheme.Length..] : target;
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var (repository, revision) = at < 0 ? (name, null) : (name[..at], name[(at + 1)..]);
        var isName = repository.Length is > 0 and <= 200 && repository.Count(c => c == '/') <= 1
            && repository.Split('/').All(p => p.Length > 0 && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
        return isName && revision is null or { Length: > 0 and <= 200 } ? new(repository, revision) : null;
    }

    /// <summary><c>org/name@commit</c></summary>
    public override string ToString() => Revision is null ? Repository : $"{Repository}@{Revision}";
}
