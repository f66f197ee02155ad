namespace Assay.Formats.MessagePack;

/// <summary>A value as it stands in the bytes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Offset">Offset of the payload.</param>
/// <param name="Length">Bytes of payload; elements of an array, pairs of a map.</param>
/// <param name="ExtensionType">Of an extension; 0 for others.</param>
/// <param name="Depth">Arrays and maps around it.</param>
/// <param name="IsKey">True where it stands before the value of a map.</param>
public readonly record struct MessagePackToken(
    MessagePackKind Kind, long Start, long Offset, long Length, int ExtensionType, int Depth, bool IsKey);
