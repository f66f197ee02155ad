namespace Assay.Formats.SevenZip;

/// <summary>Numbers of the parts of a 7z header.</summary>
internal static class SevenZipIds
{
    public const byte End = 0;
    public const byte Header = 1;
    public const byte ArchiveProperties = 2;
    public const byte AdditionalStreams = 3;
    public const byte MainStreams = 4;
    public const byte Files = 5;
    public const byte PackInfo = 6;
    public const byte UnpackInfo = 7;
    public const byte SubStreams = 8;
    public const byte Size = 9;
    public const byte Crc = 10;
    public const byte Folder = 11;
    public const byte UnpackSizes = 12;
    public const byte FileCounts = 13;
    public const byte EmptyStreams = 14;
    public const byte Names = 17;
    public const byte Attributes = 21;
    public const byte PackedHeader = 23;
}
