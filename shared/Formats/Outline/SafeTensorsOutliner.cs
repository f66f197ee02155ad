using System.Buffers.Binary;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Formats.Outline;

/// <summary>safetensors: eight bytes that give the header's length, then the header; the rest is numbers.</summary>
internal sealed class SafeTensorsOutliner : IOutliner
{
    private const int PrefixSize = 8;

    public IReadOnlyList<string> Formats { get; } = [FileFormat.SafeTensors];

    public void Read(ByteSource source, CancellationToken cancellationToken)
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        if (source.Read(0, prefix) < PrefixSize) return;
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length == 0 || length > (ulong)Math.Min(OutlineBuilder.MaxBytes, source.Length - PrefixSize)) return;
        var header = new byte[length];
        _ = source.Read(PrefixSize, header);
    }

    public IEnumerable<ByteRange> Wanted(ByteSource source, long maxBytes, CancellationToken cancellationToken) => [];
}
