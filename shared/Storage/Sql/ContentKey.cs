using System.Security.Cryptography;
using System.Text;
using Assay.Domain.Versions;

namespace Assay.Storage.Sql;

/// <summary>Index keys made of untrusted text: SHA-256, since an index entry has a size limit and a path or a name has none.</summary>
internal static class ContentKey
{
    public static byte[] Of(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Equal for versions with the same source, name, repository id, revision and listing: a name that was registered anew may have the very commits
    /// of its predecessor. Each part is length-prefixed, so that none can imitate another.
    /// </summary>
    public static byte[] Of(ModelVersion version)
    {
        List<string> parts = [version.Source, version.Name, version.Revision ?? "", version.ListingDigest.Hex];
        if (version.RepositoryId is { } repository) parts.Add(repository);
        return Of(string.Join('\n', parts.Select(part => part.Length + ":" + part)));
    }
}
