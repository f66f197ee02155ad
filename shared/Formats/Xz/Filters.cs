using System.Buffers.Binary;
using Assay.Formats.Expansion;
using Assay.Formats.Lzma;

namespace Assay.Formats.Xz;

/// <summary>The filters of xz, and of 7z under other numbers.</summary>
internal static class Filters
{
    public const long Delta = 3;
    public const long Lzma2 = 0x21;
    private const long X86 = 4;

    /// <summary>A filter over <paramref name="inner"/>.</summary>
    public static DecoderStream Apply(DecoderStream inner, long id, ReadOnlySpan<byte> properties) => id switch
    {
        Delta => new DeltaFilter(inner, properties.IsEmpty ? 1 : properties[0] + 1),
        X86 => new BranchFilter(inner, new X86Branches(), Start(properties)),
        (long)FixedBranches.Processor.PowerPc or (long)FixedBranches.Processor.Arm or (long)FixedBranches.Processor.ArmThumb
            or (long)FixedBranches.Processor.Sparc => new BranchFilter(inner, new FixedBranches((FixedBranches.Processor)id), Start(properties)),
        _ => throw new UnsupportedCompressionException($"The filter {id} is not read here."),
    };

    public static DecoderStream Last(ByteFeed feed, long id, ReadOnlySpan<byte> properties)
    {
        if (id != Lzma2) throw new UnsupportedCompressionException($"The filter {id} is not read here.");
        var dictionary = properties.Length == 1 ? Lzma2Decoder.DictionarySize(properties[0]) : null;
        return new Lzma2Decoder(feed, dictionary ?? throw new InvalidDataException("The dictionary's size is impossible."));
    }

    private static uint Start(ReadOnlySpan<byte> properties) => properties.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(properties) : 0;
}
