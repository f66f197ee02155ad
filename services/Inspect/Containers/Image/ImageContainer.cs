using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats.Detection;
using Assay.Formats.Images;

namespace Assay.Inspect.Containers.Image;

/// <summary>Looks behind the end of images: a picture is shown the same with an archive, a pickle or a program appended.</summary>
public sealed class ImageContainer : IContainerReader
{
    /// <summary>Shorter tails hold nothing that could be loaded.</summary>
    private const int MinTail = 16;

    public ContainerManifest Manifest { get; } = new("image", 1, [FileFormat.Image], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        if (ImageEnd.Find(context.Bytes, cancellationToken) is not { } end || context.Bytes.Length - end < MinTail) yield break;
        var tail = context.Bytes.Slice(end, context.Bytes.Length - end);
        // Cameras append a second picture for their own use.
        if (FileTypeDetector.Detect(tail, cancellationToken).Format == FileFormat.Image) yield break;
        yield return ContainerMember.Stored($"(bytes behind the image, at {end})", tail) with { IsIncidental = true };
    }
}
