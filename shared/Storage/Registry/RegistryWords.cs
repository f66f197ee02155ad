using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Registry;
using Assay.Domain.Trust;
using Assay.Storage.Sql;
using Assay.Storage.Trust;

namespace Assay.Storage.Registry;

/// <summary>What scans are told of the registry.</summary>
internal sealed class RegistryWords(IDatabase database, StorageClock clock) : IRegistryWords
{
    /// <summary>Names that one content is listed under; the first ones say enough.</summary>
    private const int MostWords = 200;

    // Primary key of registry_acts; approvals that have ended by time are counted, since nobody acts when they do.
    private const string State = """
        SELECT (SELECT COALESCE(max(log_index) + 1, 0) FROM registry_acts), (SELECT count(*) FROM registry_versions WHERE state = 1 AND expires_at <= @now)
        """;

    public async Task<Sha256Digest> StateAsync(CancellationToken cancellationToken)
    {
        var (
            acts,
            expired) = (await database.QueryAsync(
                new Statement(State, ("now", clock.Now())), static row => (row.Long(0), row.Long(1)), cancellationToken)
            .ConfigureAwait(false))[0];
        return acts == 0 ? default : Sha256Digest.FromBytes(SHA256.HashData(Encoding.ASCII.GetBytes($"{acts} {expired}")));
    }

    public async Task<IReadOnlyList<RegistryWord>> ReadAsync(Sha256Digest manifest, CancellationToken cancellationToken)
    {
        if (manifest.IsEmpty) return [];
        var now = clock.Now();
        var listed = await database.QueryAsync(
            RegistryRows.Select(new() { Selector = new(manifest, null) }, now, MostWords), row =>
                RegistryRows.Read(row, now), cancellationToken).ConfigureAwait(false);
        return [.. listed.Select(Of).OfType<RegistryWord>()];
    }

    private static RegistryWord? Of(RegistryEntry entry) => entry.State switch
    {
        ApprovalState.Approved or ApprovalState.Superseded => Word(entry, RegistryState.Approved),
        ApprovalState.Revoked => Word(entry, RegistryState.Revoked),
        _ => null,
    };

    private static RegistryWord Word(RegistryEntry entry, RegistryState state) => new(
        state,
        entry.Manifest,
        entry.Standing.DecidedBy?.Name ?? "",
        entry.Standing.DecidedAt ?? default,
        entry.Standing.Reason,
        entry.Standing.Replacement);
}
