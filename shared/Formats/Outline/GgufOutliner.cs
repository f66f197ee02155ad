using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats.Gguf;

namespace Assay.Formats.Outline;

/// <summary>GGUF: metadata and the tensors' descriptions, as far as its own reader goes; the rest is numbers.</summary>
internal sealed class GgufOutliner : IOutliner
{
    public IReadOnlyList<string> Formats { get; } = [FileFormat.Gguf];

    public void Read(ByteSource source, CancellationToken cancellationToken) => GgufReader.Read(source, cancellationToken);

    public IEnumerable<ByteRange> Wanted(ByteSource source, long maxBytes, CancellationToken cancellationToken) => [];
}
