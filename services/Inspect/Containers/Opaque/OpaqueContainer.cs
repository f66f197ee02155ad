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
    public ContainerManifest Manifest { get; } = new("opaque", 1, [FileFormat.Unknown], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        // Whether or not something is found, what stands around it stays unknown.
        context.IsOpaque = true;
        if (new NumberSearch().Find(context.Bytes, cancellationToken) is not { } found) yield break;
        yield return ContainerMember.Stored($"(from {found})", context.Bytes.Slice(found, context.Bytes.Length - found)) with { IsIncidental = true };
    }
}
