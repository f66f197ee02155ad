using Assay.Contracts.Values;
using Assay.Formats.Bzip2;
using Assay.Formats.Deflate;
using Assay.Formats.Joblib;
using Assay.Formats.Lz4;
using Assay.Formats.Lzma;
using Assay.Formats.Xz;
using Assay.Formats.Zstd;

namespace Assay.Formats.Expansion;

/// <summary>The decoder of each format of compressed streams.</summary>
public static class Decoders
{
    /// <summary>The formats that are one compressed stream each.</summary>
    public static IReadOnlyList<string> Formats { get; } =
        [FileFormat.Gzip, FileFormat.Zlib, FileFormat.Bzip2, FileFormat.Xz, FileFormat.Lzma, FileFormat.Lz4, FileFormat.Zstd, FileFormat.JoblibZFile];

    /// <summary>A decoder over <paramref name="stream"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The format is none of <see cref="Formats"/>.</exception>
    public static DecoderStream Open(string format, Stream stream)
    {
        var feed = new ByteFeed(stream);
        return format switch
        {
            FileFormat.Gzip => new GzipDecoder(feed),
            FileFormat.Zlib => new ZlibDecoder(feed),
            FileFormat.Bzip2 => new Bzip2Decoder(feed),
            FileFormat.Xz => new XzDecoder(feed),
            FileFormat.Lzma => new LzmaAloneDecoder(feed),
            FileFormat.Lz4 => new Lz4Decoder(feed),
            FileFormat.Zstd => new ZstdDecoder(feed),
            FileFormat.JoblibZFile => new ZFileDecoder(feed),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no decoder for the format."),
        };
    }
}
