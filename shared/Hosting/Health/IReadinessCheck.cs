namespace Assay.Hosting.Health;

/// <summary>Something that has to work before this process is worth sending work to.</summary>
public interface IReadinessCheck
{
    /// <summary>E.g. <c>database</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Null when it works, otherwise what is wrong, without secrets. May throw, which counts as not working. Called every few seconds.
    /// </summary>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}
