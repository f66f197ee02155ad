using Assay.Analysis.Containers;
using Assay.Formats.Expansion;

namespace Assay.Inspect.Containers.Compressed;

/// <summary>Opens compressed streams: what they expand to is one member, and bytes behind the stream are another.</summary>
public sealed class CompressedContainer : IContainerReader
{
    public ContainerManifest Manifest { get; } = new("compressed", 1, Decoders.Formats, []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        using var decoder = Decoders.Open(context.Format, context.Bytes.AsStream());
        var content = Expander.Expand(decoder, context.Bytes.Length, context.Budget, cancellationToken);
        var name = $"({context.Format} content)";
        MemberStops.Report(context, name, content);
        var isWhole = content.Stop == ExpansionStop.Complete;
        yield return new(name, content) { CompressedLength = context.Bytes.Length };
        if (isWhole && Leftover.Find(context, decoder.Consumed, context.Bytes.Length, "(bytes behind the stream)") is { } rest) yield return rest;
    }
}
