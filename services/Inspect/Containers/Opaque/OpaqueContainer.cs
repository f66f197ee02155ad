using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats.Detection;

namespace Assay.Inspect.Containers.Opaque;

/// <summary>
/// Looks into bytes of which nothing is known: raw weights, vectors, engines. They have no members, unless a program or a pickle begins somewhere in them;
/// then that is one.
/// </summary>
public sealed class OpaqueContainer : IContainerReader
{
    public ContainerManifest Manifest { get; } = new(
        "opaque", 1,
        [FileFormat.Unknown, FileFormat.FastText, FileFormat.MxNetParameters, FileFormat.Rknn, FileFormat.Kaldi, FileFormat.Darknet, FileFormat.WordVectors, FileFormat.Ncnn], [])
    {
        IsSearch = true,
    };

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        if (new NumberSearch().Find(context.Bytes, cancellationToken) is not { } found) yield break;
        yield return ContainerMember.Stored($"(from {found})", context.Bytes.Slice(found, context.Bytes.Length - found)) with { IsIncidental = true };
    }
}
