using System.IO.Compression;
using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats.Expansion;

namespace Assay.Inspect.Containers.Gzip;

/// <summary>Opens gzip and zlib streams: one member each.</summary>
public sealed class GzipContainer : IContainerReader
{
    public ContainerManifest Manifest { get; } = new("gzip", 1, [FileFormat.Gzip, FileFormat.Zlib], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        using Stream inflate = context.Format == FileFormat.Gzip
            ? new GZipStream(context.Bytes.AsStream(), CompressionMode.Decompress)
            : new ZLibStream(context.Bytes.AsStream(), CompressionMode.Decompress);
        var content = Expander.Expand(inflate, context.Bytes.Length, context.Budget, cancellationToken);
        var name = $"({context.Format} content)";
        MemberStops.Report(context, name, content);
        yield return new(name, content);
    }
}
