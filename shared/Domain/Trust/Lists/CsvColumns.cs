using Assay.Contracts.Values;

namespace Assay.Domain.Trust.Lists;

/// <summary>Which column of a table holds what. A header names them; without one, the first column of digests counts, and the first other one as the name.</summary>
/// <param name="IsHeader">True where the record that this was read from is a header.</param>
/// <param name="Sha256">Column of the digest.</param>
/// <param name="Path">Column of the name; -1 for none, as for all below.</param>
/// <param name="Repository">Name of the model at the hub.</param>
/// <param name="Revision">Its commit.</param>
/// <param name="Purl">Package URL, in place of the former two.</param>
/// <param name="Reason">Free text.</param>
internal sealed record CsvColumns(bool IsHeader, int Sha256, int Path, int Repository, int Revision, int Purl, int Reason)
{
    /// <summary>Columns by the first record; null where it shows no digest.</summary>
    public static CsvColumns? Of(IReadOnlyList<string> first)
    {
        var digest = IndexOf(first, "sha256", "sha-256", "sha_256", "sha256sum", "digest", "hash", "checksum", "file_hash");
        if (digest >= 0)
        {
            return new(
                true,
                digest,
                IndexOf(first, "path", "file", "filename", "file_name", "name"),
                IndexOf(first, "repository", "repo", "model", "repo_id", "model_id"),
                IndexOf(first, "revision", "commit", "version"),
                IndexOf(first, "purl", "package_url"),
                IndexOf(first, "reason", "note", "comment", "description"));
        }
        digest = Find(first, field => Sha256Digest.TryParse(field, out _));
        return digest < 0 ? null : new(false, digest, Find(first, field => !Sha256Digest.TryParse(field, out _)), -1, -1, -1, -1);
    }

    private static int IndexOf(IReadOnlyList<string> fields, params string[] names)
    {
        foreach (var name in names)
        {
            if (Find(fields, field => string.Equals(field, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at) return at;
        }
        return -1;
    }

    private static int Find(IReadOnlyList<string> fields, Func<string, bool> condition)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (condition(fields[i])) return i;
        }
        return -1;
    }
}
