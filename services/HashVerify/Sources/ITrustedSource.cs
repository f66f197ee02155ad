namespace Assay.HashVerify.Sources;

/// <summary>
/// Somebody who may know which bytes a model's files should have. Found by scanning the assembly; registered once, asked for each version, by any
/// number of tasks at once. Says what it knows and judges nothing: <see cref="Combining.Combination"/> does.
/// </summary>
public interface ITrustedSource
{
    /// <summary>Unique, lower case.</summary>
    string Id { get; }

    /// <summary>What it knows about a version. The same question has the same answer; a file that cannot be understood is no failure.</summary>
    Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken);
}
