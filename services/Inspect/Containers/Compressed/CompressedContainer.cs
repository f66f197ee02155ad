using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Deflate;
using Assay.Formats.Expansion;

namespace Assay.Inspect.Containers.Compressed;

/// <summary>Opens compressed streams: what they expand to is one member, and bytes behind the stream are another.</summary>
public sealed class CompressedContainer : IContainerReader
{
    public ContainerManifest Manifest { get; } = new("compressed", 2, Decoders.Formats, []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        using var decoder = Decoders.Open(context.Format, context.Bytes.AsStream());
        var content = Expander.Expand(decoder, context.Bytes.Length, context.Budget, cancellationToken);
        var name = $"({context.Format} content)";
        MemberStops.Report(context, name, content);
        var isWhole = content.Stop == ExpansionStop.Complete;
        yield return new(name, content) { CompressedLength = context.Bytes.Length };
        if (context.Format == FileFormat.Gzip && GzipHeader.Read(context.Bytes) is { } header)
        {
            if (header.Name is { } original && MemberName.Escapes(original) is { } escape)
                context.Report(ArchiveRules.Escape.Report($"The name that gunzip -N gives the file leaves the directory: {escape}.", context.At(), Evidence.Quoted("name", original)));
            foreach (var (offset, length) in header.Fields)
            {
                if (Leftover.Beyond(context, offset, offset + length, $"(header field at {offset})") is { } field) yield return field;
            }
        }
        if (isWhole && Leftover.Find(context, decoder.Consumed, context.Bytes.Length, "(bytes behind the stream)") is { } rest) yield return rest;
    }
}
