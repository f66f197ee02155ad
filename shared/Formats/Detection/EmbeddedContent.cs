using System.Buffers.Binary;
using Assay.Contracts.Values;
using Assay.Formats.Pickle;

namespace Assay.Formats.Detection;

/// <summary>
/// Says whether bytes that should be numbers are something that runs or is unpacked. Weights are random, so chance has to be ruled out: a few
/// fixed bytes are
/// not enough, the structure behind them is checked.
/// </summary>
public static class EmbeddedContent
{
    private const int HeadSize = 4096;
    private const int MachineCuda = 190;

    /// <summary>The format; null for anything else, weights most of all.</summary>
    public static string? Find(ByteSource bytes, CancellationToken cancellationToken = default)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        head = head[..bytes.Read(0, head)];
        if (head.Length < 12) return null;
        if (IsNative(head)) return FileFormat.Executable;
        if (head.StartsWith("#!/"u8)) return FileFormat.Script;
        if (head.StartsWith("PK\x03\x04"u8) && head.Length > 30 && head[5] == 0 && head[6..].IndexOfAnyExcept((byte)0) >= 0) return FileFormat.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 0x08]) && (head[3] & 0xe0) == 0) return FileFormat.Gzip;
        return IsPickle(bytes, head, cancellationToken) ? FileFormat.Pickle : null;
    }

    /// <summary>True for programs and libraries of a processor; those of a graphics card are what compiled models are made of.</summary>
    public static bool IsNative(ReadOnlySpan<byte> head)
    {
        if (head.Length >= 20 && head.StartsWith((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F']))
            return head[4] is 1 or 2 && head[5] is 1 or 2 && BinaryPrimitives.ReadUInt16LittleEndian(head[18..]) != MachineCuda;
        if (head.Length >= 16 && BinaryPrimitives.ReadUInt32LittleEndian(head) is 0xfeedface or 0xfeedfacf)
            return BinaryPrimitives.ReadUInt32LittleEndian(head[12..]) is > 0 and < 16;
        if (head.Length < 64 || !head.StartsWith("MZ"u8)) return false;
        var header = BinaryPrimitives.ReadInt32LittleEndian(head[60..]);
        return header > 0 && header < head.Length - 4 && head[header..].StartsWith("PE\0\0"u8);
    }

    private static bool IsPickle(ByteSource bytes, ReadOnlySpan<byte> head, CancellationToken cancellationToken)
    {
        if (PickleOpcodeTable.ArgumentOf(head[0]) == PickleArgumentKind.NotAnOpcode) return false;
        var trace = new PickleTrace();
        var run = new PickleMachine(new PickleOpcodeReader(bytes, 0, HeadSize), trace, new PickleImports(bytes, trace)).Run(5_000, cancellationToken);
        if (run.HasProtocol && head[1] <= 5 && run.State == PickleEndState.Complete && run.Opcodes > 2) return true;
        foreach (var import in trace.Imports)
        {
            if (import.Resolved && PickleName.IsPlausible(import.Module) && PickleName.IsPlausible(import.Name)) return true;
        }
        return false;
    }
}
