namespace Assay.Analysis.Containers;

/// <summary>
/// Opens a container format for the walk. One instance serves all artifacts of a process, in parallel. It never throws for bad input: what is wrong
/// with the container is reported to the context, and what can still be opened is returned.
/// </summary>
public interface IContainerReader
{
    ContainerManifest Manifest { get; }

    /// <summary>
    /// The members, one at a time: the walk examines and disposes each before it asks for the next, so only one is expanded at once. Lazily evaluated;
    /// findings about the container may be reported until the enumeration ends.
    /// </summary>
    IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken);
}
