using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Advisories;

namespace Assay.Domain.Trust;

/// <summary>
/// Everything stored that bears on one version and can change while its bytes do not: entries of lists, the registry's word, what its name stood
/// for earlier. What is said of the version is said under <see cref="Digest()"/>, so that it is said anew when any of this changes.
/// </summary>
/// <param name="RequestedName">Name at the hub that was asked for, which may have been redirected; null for none.</param>
/// <param name="Lists">In the order of lists and entries.</param>
/// <param name="Registry">The registry's words on this very content.</param>
/// <param name="Names">Other pairs that share the name, the requested name or the repository id, the earliest first.</param>
public sealed record TrustRecords(
    string? RequestedName, IReadOnlyList<ListHit> Lists, IReadOnlyList<RegistryWord> Registry, IReadOnlyList<KnownName> Names)
{
    public static TrustRecords None { get; } = new(null, [], [], []);

    /// <summary>The version's own name and repository id, where other names bear on it: the same listing may be met under several.</summary>
    public (string Name, string RepositoryId)? Self { get; init; }

    /// <summary>Advisories that concern the version, in the order of their ids.</summary>
    public IReadOnlyList<AdvisoryMatch> Advisories { get; init; } = [];

    /// <summary>SHA-256 over all of it, each part with its length; empty where nothing bears on the version.</summary>
    public Sha256Digest Digest()
    {
        if (RequestedName is null && Lists.Count == 0 && Registry.Count == 0 && Names.Count == 0 && Advisories.Count == 0) return default;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "requested", RequestedName, Self?.Name, Self?.RepositoryId);
        foreach (var (list, entry) in Lists)
            Append(hash, "list", $"{list.Id}", $"{list.Kind}", $"{list.Precedence}", list.Reason, entry.Sha256.Hex, entry.Path, entry.Scope?.Repository, entry.Scope?.Revision, entry.Reason);
        foreach (var word in Registry)
            Append(hash, "registry", $"{word.State}", word.Manifest.Hex, word.Actor, $"{word.At.UtcTicks}", word.Reason, word.Replacement.Hex);
        foreach (var name in Names) Append(hash, "name", name.Name, name.RepositoryId, $"{name.FirstSeen.UtcTicks}");
        foreach (var (advisory, match, confidence, target, path) in Advisories)
            Append(hash, "advisory", advisory.Id, $"{advisory.Revision}", $"{advisory.ModifiedAt.UtcTicks}", $"{match}", $"{confidence}", $"{target.Kind}", target.Value, path);
        return Sha256Digest.FromBytes(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
            hash.AppendData(Encoding.UTF8.GetBytes(part is null ? "-\n" : $"{part.Length} {part}\n"));
    }
}
