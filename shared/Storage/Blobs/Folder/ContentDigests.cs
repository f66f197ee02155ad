using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Storage.Blobs.Folder;

/// <summary>What a content was found to be.</summary>
internal readonly record struct ContentDigests(Sha256Digest Sha256, GitBlobDigest GitBlob, long Length)
{
    /// <summary>Of bytes in memory.</summary>
    public static ContentDigests Of(ReadOnlySpan<byte> content)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, sha256);
        using var git = StartGit(content.Length);
        git.AppendData(content);
        return new(Sha256Digest.FromBytes(sha256), Finish(git), content.Length);
    }

    /// <summary>Git's object id begins with the kind and length of the object.</summary>
    public static IncrementalHash StartGit(long length)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {length}\0"));
        return hash;
    }

    public static GitBlobDigest Finish(IncrementalHash git)
    {
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        git.GetHashAndReset(digest);
        return GitBlobDigest.FromBytes(digest);
    }

    /// <exception cref="BlobMismatchException">A digest or length is not the expected one.</exception>
    public void Check(BlobExpectation expected)
    {
        if (expected.Length is { } length && length != Length)
            throw new BlobMismatchException($"The content has {Length} bytes; {length} were expected.");
        if (!expected.Sha256.IsEmpty && expected.Sha256 != Sha256)
            throw new BlobMismatchException($"The content's SHA-256 is {Sha256}; {expected.Sha256} was expected.");
    }
}
