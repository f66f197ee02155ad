using System.Buffers;
using System.Security.Cryptography;
using Assay.Contracts.Values;

namespace Assay.Formats.Tensors;

/// <summary>Reads tensors one after the other and computes their digests, with one buffer whatever their size.</summary>
public static class TensorHasher
{
    private const int BufferSize = 256 * 1024;

    /// <summary>
    /// Every tensor of the listing whose bytes can be had, lazily. Tensors with the same bytes by construction are read once. What cannot be read is said
    /// through <paramref name="problem"/>, once for each reason.
    /// </summary>
    public static IEnumerable<HashedTensor> Hash(TensorListing listing, long fileLength, Action<string> problem, CancellationToken cancellationToken)
    {
        var known = new Dictionary<object, (Sha256Digest Digest, TensorKind Kind)>();
        var left = Math.Max(TensorLimits.OverlapFloor, fileLength <= long.MaxValue / TensorLimits.Overlap ? fileLength * TensorLimits.Overlap : long.MaxValue);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            foreach (var entry in listing.Tensors)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.Fault is not null || entry.Open is null)
                {
                    problem($"a tensor was not hashed: {entry.Fault ?? "its bytes cannot be had"}");
                    continue;
                }
                var identity = entry.Identity is null ? null : (object)(entry.Identity, entry.Layout);
                if (identity is null || !known.TryGetValue(identity, out var found))
                {
                    if (entry.Length > left)
                    {
                        problem("its tensors overlap so often that not all of them were hashed");
                        continue;
                    }
                    left -= entry.Length;
                    if (Hash(entry, buffer.AsMemory(0, BufferSize), cancellationToken) is not { } hashed)
                    {
                        problem("a tensor was not hashed: its bytes end early or cannot be unpacked");
                        continue;
                    }
                    found = hashed;
                    if (identity is not null) known[identity] = found;
                }
                yield return new(entry, found.Digest, KindOf(entry, found.Kind));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Null where the bytes are not as many as the shape asks for.
    private static (Sha256Digest Digest, TensorKind Kind)? Hash(TensorEntry entry, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var bytes = entry.Open!();
        var pattern = new TensorPattern(ElementType.NumberWidth(entry.ElementType), entry.Shape);
        var left = entry.Length;
        while (left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = buffer.Span[..(int)Math.Min(buffer.Length, left)];
            // Whole parts, so that the pattern sees whole elements.
            var read = bytes.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
            if (read < part.Length) return null;
            hash.AppendData(part);
            pattern.Feed(part);
            left -= read;
        }
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return (Sha256Digest.FromBytes(digest), pattern.Kind);
    }

    private static TensorKind KindOf(TensorEntry entry, TensorKind pattern)
    {
        if (entry.Length < TensorPattern.MinBytes) return TensorKind.Tiny;
        if (pattern != TensorKind.Weights) return pattern;
        if (ElementType.IsIndex(entry.ElementType)) return TensorKind.Index;
        return ComputedTables.Names(entry.Name) ? TensorKind.Table : TensorKind.Weights;
    }
}
