namespace Assay.Ingest.Sources;

/// <summary>
/// A place that models come from. One instance serves all tasks of a process, in parallel. A source is found by scanning the assembly: its folder
/// holds everything it needs, with an <see cref="ISourceModule"/> where it has services of its own.
/// </summary>
public interface ISource
{
    /// <summary>Short lower-case id, unique; part of every version.</summary>
    string Kind { get; }

    /// <summary>True where the target's form is this source's. At most one source may say so; nothing is looked up.</summary>
    bool Accepts(string target);

    /// <summary>
    /// Pins the target down to an exact version with its files. Everything that is expected to go wrong is a failure with its category and
    /// one line for a person. Files that the store holds already are listed as stored.
    /// </summary>
    Task<Answer<ISourceVersion>> ResolveAsync(SourceRequest request, CancellationToken cancellationToken);
}
