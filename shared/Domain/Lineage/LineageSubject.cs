using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.Domain.Lineage;

/// <summary>
/// What a fact about a model's relatives is about: the listing under its name. Two models with the same files are two subjects, since one of them is
/// the other's copy.
/// </summary>
public static class LineageSubject
{
    /// <summary>SHA-256 over the listing's digest and the names, each with its length, so that none can imitate another.</summary>
    public static Sha256Digest Key(ModelVersion version)
    {
        var text = new StringBuilder("assay.lineage");
        foreach (var part in new[] { version.ListingDigest.Hex, version.Source, version.Name, version.RepositoryId ?? "" }) text.Append(null, $"\n{part.Length}:{part}");
        return Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
