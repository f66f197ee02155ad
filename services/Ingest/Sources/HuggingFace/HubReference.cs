using System.Text.RegularExpressions;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>A model on a hub: <c>hf://org/name[@revision]</c>, or <c>hf://name</c> for the few that have no owner.</summary>
/// <param name="Repository"><c>org/name</c> or <c>name</c>.</param>
/// <param name="Revision">Branch, tag, commit or <c>refs/pr/1</c>; null for the default branch.</param>
internal sealed partial record HubReference(string Repository, string? Revision)
{
    public const string Scheme = "hf://";

    /// <summary>Null: the text is not such a reference.</summary>
    public static HubReference? Parse(string target)
    {
        if (!target.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var rest = target[Scheme.Length..];
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        var repository = at < 0 ? rest : rest[..at];
        var revision = at < 0 ? null : rest[(at + 1)..];
        if (!IsRepository(repository)) return null;
        return revision is null || IsRevision(revision) ? new(repository, revision) : null;
    }

    /// <summary>A name that may be put into an address as it is.</summary>
    public static bool IsRepository(string name) => RepositoryPattern().IsMatch(name) && !HasDots(name);

    private static bool IsRevision(string text) =>
        text.Length is > 0 and <= 255 && !text.Any(c => c is <= ' ' or '\x7f' or '\\') && !HasDots(text);

    private static bool HasDots(string path) => path.Split('/').Any(part => part is "." or ".." or "");

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,96}(/[A-Za-z0-9_.-]{1,96})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPattern();
}
