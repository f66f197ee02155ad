using System.Buffers.Binary;

namespace Assay.Formats.Xz;

/// <summary>Branches of processors whose instructions have a fixed length.</summary>
internal sealed class FixedBranches(FixedBranches.Processor processor) : IBranchConverter
{
    /// <summary>The processor, by xz's filter number.</summary>
    public enum Processor
    {
        PowerPc = 5,
        Arm = 7,
        ArmThumb = 8,
        Sparc = 9,
    }

    public int Convert(Span<byte> code, uint position)
    {
        var step = processor == Processor.ArmThumb ? 2 : 4;
        var at = 0;
        for (; at + 4 <= code.Length; at += step)
        {
            var here = position + (uint)at;
            var bytes = code.Slice(at, 4);
            switch (processor)
            {
                case Processor.PowerPc when bytes[0] >> 2 == 0x12 && (bytes[3] & 3) == 1:
                    var target = (BinaryPrimitives.ReadUInt32BigEndian(bytes) & 0x03fffffc) - here;
                    BinaryPrimitives.WriteUInt32BigEndian(bytes, 0x48000000 | (target & 0x03fffffc) | 1);
                    break;
                case Processor.Arm when bytes[3] == 0xeb:
                    var arm = ((BinaryPrimitives.ReadUInt32LittleEndian(bytes) & 0xffffff) << 2) - (here + 8);
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes, ((arm >> 2) & 0xffffff) | 0xeb000000);
                    break;
                case Processor.ArmThumb when (bytes[1] & 0xf8) == 0xf0 && (bytes[3] & 0xf8) == 0xf8:
                    Thumb(bytes, here);
                    at += 2;
                    break;
                case Processor.Sparc when (bytes[0] == 0x40 && (bytes[1] & 0xc0) == 0) || (bytes[0] == 0x7f && (bytes[1] & 0xc0) == 0xc0):
                    var sparc = ((BinaryPrimitives.ReadUInt32BigEndian(bytes) << 2) - here) >> 2;
                    BinaryPrimitives.WriteUInt32BigEndian(bytes, ((0 - ((sparc >> 22) & 1)) << 22 & 0x3fffffff) | (sparc & 0x3fffff) | 0x40000000);
                    break;
            }
        }
        return Math.Min(at, code.Length);
    }

    private static void Thumb(Span<byte> bytes, uint here)
    {
        var source = (((uint)bytes[1] & 7) << 19) | ((uint)bytes[0] << 11) | (((uint)bytes[3] & 7) << 8) | bytes[2];
        var target = ((source << 1) - (here + 4)) >> 1;
        bytes[1] = (byte)(0xf0 | ((target >> 19) & 7));
        bytes[0] = (byte)(target >> 11);
        bytes[3] = (byte)(0xf8 | ((target >> 8) & 7));
        bytes[2] = (byte)target;
    }
}
