namespace Assay.Domain.Trust;

/// <summary>A name and the repository behind it, as an earlier scan met them.</summary>
/// <param name="Name">Name at the hub.</param>
/// <param name="RepositoryId">The hub's own id.</param>
/// <param name="FirstSeen">When this installation first met the pair.</param>
public sealed record KnownName(string Name, string RepositoryId, DateTimeOffset FirstSeen);
