using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Domain.Versions;

/// <summary>The canonical listing of a version's files, and its digest: the content key of whatever is said of the version as a whole.</summary>
public static class VersionListing
{
    /// <summary>
    /// SHA-256 over one line a file in ordinal order of paths: state, size, found and declared digests, then the length of the path and the path,
    /// so that no name can imitate another field. Two versions with the same digest have the same files and the same declarations.
    /// </summary>
    public static Sha256Digest Digest(IEnumerable<VersionFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            var path = Encoding.UTF8.GetBytes(file.Path);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(null,
                $"{(int)file.State} {file.Size} {file.Sha256.Hex} {file.GitBlob.Hex} {file.DeclaredSize} {file.DeclaredSha256.Hex} {file.DeclaredGitBlob.Hex} {path.Length} ")));
            hash.AppendData(path);
            if (file.State == FileState.Outlined) hash.AppendData(Encoding.UTF8.GetBytes($" {file.Outline.Hex}"));
            hash.AppendData("\n"u8);
        }
        return Sha256Digest.FromBytes(hash.GetHashAndReset());
    }
}
