using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>A file of a model on the stand-in.</summary>
/// <param name="Path">As it is listed.</param>
/// <param name="Bytes">As they are served.</param>
/// <param name="IsLarge">True: kept in LFS, so it is served by the download host and listed with its SHA-256.</param>
public sealed record StandInFile(string Path, byte[] Bytes, bool IsLarge = false)
{
    /// <summary>What the listing says, where it is not the truth.</summary>
    public string? DeclaredSha256 { get; init; }

    /// <summary>What the listing says, where it is not the truth.</summary>
    public long? DeclaredSize { get; init; }

    /// <summary>Listed, and not there.</summary>
    public bool IsMissing { get; init; }

    public string Sha256 => DeclaredSha256 ?? Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public long Size => DeclaredSize ?? Bytes.Length;

    /// <summary>Git's id of the file, or of the pointer where it is large.</summary>
    public string GitId => IsLarge
        ? Git(Encoding.ASCII.GetBytes($"version https://git-lfs.github.com/spec/v1\noid sha256:{Sha256}\nsize {Size}\n"))
        : Git(Bytes);

    public Sha256Digest Digest => Sha256Digest.FromBytes(SHA256.HashData(Bytes));

    private static string Git(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"));
        hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
