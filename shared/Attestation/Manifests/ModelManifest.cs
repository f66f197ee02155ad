using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Attestation.Manifests;

/// <summary>
/// The identity of a model's content: every file with its name, size and digest. The root digest of an OpenSSF model signature covers digests in
/// a listed order and no names, so that renamed files keep it; this digest changes with any name, size or byte.
/// </summary>
public sealed record ModelManifest
{
    /// <summary>Opens the hashed bytes, so that a later form of the manifest can never have the digest of this one.</summary>
    private static ReadOnlySpan<byte> Domain => "assay model manifest 1\n"u8;

    /// <summary>In ordinal order of their UTF-8 paths; each path occurs once.</summary>
    public IReadOnlyList<ManifestEntry> Entries { get; }

    /// <summary>
    /// SHA-256 over the line <c>assay model manifest 1</c> and, for each entry in order: length of the path in bytes (8 bytes, big-endian), the path
    /// in UTF-8, size (8 bytes, big-endian), raw SHA-256 (32 bytes).
    /// </summary>
    public Sha256Digest Digest { get; }

    private ModelManifest(IReadOnlyList<ManifestEntry> entries)
    {
        Entries = entries;
        Digest = DigestOf(entries);
    }

    /// <summary>The manifest of some files, in any order.</summary>
    /// <exception cref="ArgumentException">There is no entry, a path occurs twice or is not relative and canonical, a size is negative, or a digest is not known.</exception>
    public static ModelManifest Of(IEnumerable<ManifestEntry> entries)
    {
        var sorted = entries.ToList();
        sorted.Sort((a, b) => Encoding.UTF8.GetBytes(a.Path).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Path)));
        if (sorted.Count == 0) throw new ArgumentException("A manifest names at least one file.", nameof(entries));
        for (var i = 0; i < sorted.Count; i++)
        {
            if (!IsCanonical(sorted[i].Path)) throw new ArgumentException($"Not a relative, canonical path: {sorted[i].Path}", nameof(entries));
            if (sorted[i].Size < 0) throw new ArgumentException($"Negative size: {sorted[i].Path}", nameof(entries));
            if (sorted[i].Sha256.IsEmpty) throw new ArgumentException($"No digest: {sorted[i].Path}", nameof(entries));
            if (i > 0 && sorted[i].Path == sorted[i - 1].Path) throw new ArgumentException($"Named twice: {sorted[i].Path}", nameof(entries));
        }
        return new(sorted);
    }

    private static bool IsCanonical(string path) => path.Split('/').All(segment => segment is not ("" or "." or ".."));

    private static Sha256Digest DigestOf(IReadOnlyList<ManifestEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Domain);
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (var entry in entries)
        {
            var path = Encoding.UTF8.GetBytes(entry.Path);
            BinaryPrimitives.WriteInt64BigEndian(number, path.Length);
            hash.AppendData(number);
            hash.AppendData(path);
            BinaryPrimitives.WriteInt64BigEndian(number, entry.Size);
            hash.AppendData(number);
            hash.AppendData(Convert.FromHexString(entry.Sha256.Hex));
        }
        return Sha256Digest.FromBytes(hash.GetHashAndReset());
    }
}
