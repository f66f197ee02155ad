using System.IO.Compression;

namespace Assay.Formats.Hdf5;

/// <summary>The bytes of a chunk behind the filters that the library brings for bytes.</summary>
internal static class Hdf5Chunk
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Checksum = 3;
    private const int MaxPlain = 32 << 20;

    /// <summary>The bytes; null where a filter is not undone here. Shuffling leaves single bytes as they are, and those are all that is read.</summary>
    public static byte[]? Plain(byte[] stored, List<int> pipeline)
    {
        if (pipeline.Exists(filter => filter is not (Deflate or Shuffle or Checksum))) return null;
        if (!pipeline.Contains(Deflate)) return stored;
        var plain = new MemoryStream();
        try
        {
            using var stream = new ZLibStream(new MemoryStream(stored), CompressionMode.Decompress);
            var buffer = new byte[81_920];
            for (int n; plain.Length < MaxPlain && (n = stream.Read(buffer)) > 0;) plain.Write(buffer, 0, n);
        }
        catch (InvalidDataException)
        {
            // What was unpacked before the damage is what a reader would have seen, too.
        }
        return plain.ToArray();
    }
}
