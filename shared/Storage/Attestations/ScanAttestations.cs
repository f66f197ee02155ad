using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Deployment;
using Assay.Attestation.Keys;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;
using Assay.Storage.Sql;
using Assay.Storage.Transparency;

namespace Assay.Storage.Attestations;

/// <summary>Attestations in the database.</summary>
internal sealed class ScanAttestations(IDatabase database, LogWriter log, StorageClock clock) : IScanAttestations
{
    private const string Columns = "predicate_type, log_index, bundle";

    // Primary key of attestations.
    private const string OfVerdict = $"SELECT {Columns} FROM attestations WHERE verdict_id = @verdict ORDER BY seq";

    // Index attestations_by_scan; entries of the log are numbered in the order of time.
    private const string OfScan = $"""
        SELECT {Columns} FROM attestations
        WHERE verdict_id = (SELECT verdict_id FROM attestations WHERE scan_id = @scan ORDER BY log_index DESC LIMIT 1) ORDER BY seq
        """;

    private const string Add = """
        INSERT INTO attestations (verdict_id, seq, scan_id, log_index, predicate_type, key_hash, made_at, bundle)
        VALUES (@verdict, @seq, @scan, @index, @type, @key, @at, @bundle)
        """;

    private const string LogSize = "SELECT COALESCE(max(idx) + 1, 0) FROM log_entries";

    // Index verdicts_by_time, primary key of attestations.
    private const string Pending = """
        SELECT v.scan_id, v.id, v.decided_at FROM verdicts v
        WHERE v.decided_at >= @from AND NOT EXISTS (SELECT 1 FROM attestations a WHERE a.verdict_id = v.id)
        ORDER BY v.decided_at, v.id LIMIT @max
        """;

    public async Task<IReadOnlyList<StoredAttestation>> ReadAsync(Guid scanId, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(OfScan, ("scan", scanId)), Read, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<StoredAttestation>> ReadOfVerdictAsync(Guid verdictId, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(OfVerdict, ("verdict", verdictId)), Read, cancellationToken).ConfigureAwait(false);

    public Task<IReadOnlyList<StoredAttestation>> StoreAsync(NewAttestations attestations, CancellationToken cancellationToken) => database.TransactAsync<IReadOnlyList<StoredAttestation>>(
        async (transaction, token) =>
        {
            await LogWriter.LockAsync(transaction, token).ConfigureAwait(false);
            var made = await transaction.QueryAsync(new Statement(OfVerdict, ("verdict", attestations.VerdictId)), Read, token).ConfigureAwait(false);
            if (made.Count > 0) return made;
            await AttestationKeyRows.ListAsync(
                transaction, attestations.Key, attestations.RetiresOthers, await SizeAsync(transaction, token).ConfigureAwait(false), clock.Now(), token).ConfigureAwait(false);
            return await WriteAsync(transaction, attestations, token).ConfigureAwait(false);
        },
        cancellationToken);

    public Task ListKeyAsync(IPublicKey key, CancellationToken cancellationToken) => database.TransactAsync(
        async (transaction, token) =>
        {
            await LogWriter.LockAsync(transaction, token).ConfigureAwait(false);
            var size = await SizeAsync(transaction, token).ConfigureAwait(false);
            await AttestationKeyRows.ListAsync(transaction, key, retiresOthers: true, size, clock.Now(), token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public async Task<IReadOnlyList<AttestationKey>> KeysAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(AttestationKeyRows.Listed), AttestationKeyRows.Read, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<PendingVerdict>> PendingAsync(DateTimeOffset from, int max, CancellationToken cancellationToken) => await database.QueryAsync(
        new Statement(Pending, ("from", from), ("max", max)), static row => new PendingVerdict(row.Id(0), row.Id(1), row.Time(2)), cancellationToken).ConfigureAwait(false);

    private static StoredAttestation Read(Row row) => new(row.Text(0), row.Long(1), row.Text(2));

    private static async Task<long> SizeAsync(ITransaction transaction, CancellationToken cancellationToken) =>
        (await transaction.QueryAsync(new Statement(LogSize), static row => row.Long(0), cancellationToken).ConfigureAwait(false))[0];

    private async Task<List<StoredAttestation>> WriteAsync(ITransaction transaction, NewAttestations attestations, CancellationToken cancellationToken)
    {
        List<byte[]> bodies = [.. attestations.Envelopes.Select(e => HashedRekord.Of(e.Envelope, attestations.Key))];
        var append = await log.AppendAsync(transaction, bodies, cancellationToken).ConfigureAwait(false);
        var tiles = new LogTiles((statement, token) => transaction.QueryAsync(statement, static row => row.Bytes(0), token));
        var tree = new MerkleTree(tiles, append.Checkpoint.Size);
        var (written, hash, hint) = (new List<StoredAttestation>(), AttestationKeyRows.HashOf(attestations.Key), KeyHint.Of(attestations.Key));
        for (var i = 0; i < bodies.Count; i++)
        {
            var (index, checkpoint) = (append.FirstIndex + i, append.Checkpoint);
            var proof = await tree.InclusionProofAsync(index, checkpoint.Size, cancellationToken).ConfigureAwait(false);
            var receipt = new TransparencyLogEntry(
                index, append.KeyHash, HashedRekord.Kind, HashedRekord.Version, 0, null, new InclusionProof(index, checkpoint.Root, checkpoint.Size, proof, checkpoint.Note), bodies[i]);
            var bundle = new SigstoreBundle(BundleVersion.V03, new PublicKeyMaterial(hint), [receipt], [], new EnvelopeContent(attestations.Envelopes[i].Envelope));
            var row = new StoredAttestation(attestations.Envelopes[i].PredicateType, index, Encoding.UTF8.GetString(SigstoreBundleJson.Write(bundle)));
            await transaction.ExecuteAsync(
                new Statement(
                    Add,
                    ("verdict", attestations.VerdictId),
                    ("seq", i),
                    ("scan", attestations.ScanId),
                    ("index", index),
                    ("type", row.PredicateType),
                    ("key", hash),
                    ("at", clock.Now()),
                    ("bundle", row.Bundle)),
                cancellationToken).ConfigureAwait(false);
            written.Add(row);
        }
        return written;
    }
}
