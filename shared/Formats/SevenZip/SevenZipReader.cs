using System.Buffers.Binary;
using Assay.Formats.Checksums;
using Assay.Formats.Expansion;

namespace Assay.Formats.SevenZip;

/// <summary>Lists 7z archives, those with a packed header among them.</summary>
public static class SevenZipReader
{
    /// <summary>Size of the signature header; packed bytes are counted from its end.</summary>
    public const int SignatureSize = 32;

    /// <summary>Empty files take no bytes of sizes, so a header may count a few more than it has bytes.</summary>
    internal const int MaxFilesPerByte = 1;

    private const int MaxHeader = 64 << 20;
    private const int MaxPackedHeaders = 4;

    /// <summary>Lists the archive. Never throws for what the bytes are.</summary>
    public static SevenZipListing List(ByteSource source, ExpansionBudget budget, CancellationToken cancellationToken = default)
    {
        Span<byte> start = stackalloc byte[SignatureSize];
        if (source.Read(0, start) < SignatureSize) return new([], [], 0, source.Length, "the signature header is cut off");
        var offset = BinaryPrimitives.ReadInt64LittleEndian(start[12..]);
        var size = BinaryPrimitives.ReadInt64LittleEndian(start[20..]);
        if (offset < 0 || size < 0 || offset > source.Length - SignatureSize || size > source.Length - SignatureSize - offset || size > MaxHeader)
            return new([], [], SignatureSize, source.Length, "the header is not where it should be");
        if (Crc32.Append(0, start[12..]) != BinaryPrimitives.ReadUInt32LittleEndian(start[8..]) && size == 0)
            return new([], [], SignatureSize, source.Length, "the signature header has a wrong checksum");
        if (size == 0) return new([], [], SignatureSize, SignatureSize + offset, null);
        var at = SignatureSize + offset;
        var header = new byte[(int)size];
        source.Read(at, header);
        try
        {
            return Read(source, header, at, at + size, budget, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return new([], [], at, at + size, e.Message);
        }
    }

    private static SevenZipListing Read(
        ByteSource source, byte[] header, long at, long end, ExpansionBudget budget, CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxPackedHeaders; i++)
        {
            var cursor = new SevenZipCursor(header);
            switch (cursor.Byte())
            {
                case SevenZipIds.Header:
                    return SevenZipFiles.Read(cursor, at, end);
                case SevenZipIds.PackedHeader:
                    var folders = SevenZipStreams.Read(cursor).Folders;
                    if (folders.Count == 0) throw new InvalidDataException("the packed header is missing");
                    if (folders[0].IsEncrypted) return new([], folders, at, end, null) { IsEncrypted = true };
                    using (var expanded = SevenZipFolderReader.Open(source, folders[0], budget, cancellationToken))
                    {
                        if (expanded.Stop is not (ExpansionStop.Complete or ExpansionStop.Damaged) || expanded.Bytes.Length > MaxHeader)
                            throw new InvalidDataException("the packed header cannot be expanded");
                        header = new byte[(int)expanded.Bytes.Length];
                        expanded.Bytes.Read(0, header);
                        at = Math.Min(at, folders[0].PackOffset);
                    }
                    break;
                default:
                    throw new InvalidDataException("the header begins with an unknown part");
            }
        }
        throw new InvalidDataException("the header is packed too many times");
    }
}
