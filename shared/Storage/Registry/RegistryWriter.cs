using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Manifests;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;
using Assay.Domain.Registry;
using Assay.Storage.Keys;
using Assay.Storage.Sql;
using Assay.Storage.Transparency;

namespace Assay.Storage.Registry;

/// <summary>
/// Makes one act take effect inside of a transaction: signs it, appends it to the log, keeps it with its receipt, writes where the version stands.
/// </summary>
internal sealed class RegistryWriter(ISigningKeys keys, LogWriter log, StorageClock clock)
{
    private const string AddAct = """
        INSERT INTO registry_acts (log_index, id, version_id, kind, actor, actor_name, at, reason, bundle)
        VALUES (@index, @id, @version, @kind, @actor, @name, @at, @reason, @bundle)
        """;

    /// <param name="transaction">Holds the log's lock.</param>
    /// <param name="entry">The version as it stood; its standing is not looked at.</param>
    /// <param name="before">Where it stood; null where it was not listed.</param>
    /// <param name="ruling">What it becomes.</param>
    /// <param name="intent">Of whoever acts.</param>
    /// <param name="files">Of a version that is listed for the first time.</param>
    /// <param name="scan">That an approval rests on.</param>
    /// <param name="cancellationToken">Undoes the transaction.</param>
    public async Task<(RegistryEntry Entry, RegistryActRecord Act)> WriteAsync(
        ITransaction transaction,
        RegistryEntry entry,
        RegistryStanding? before,
        RegistryRuling ruling,
        RegistryIntent intent,
        IReadOnlyList<ManifestEntry> files,
        Guid? scan,
        CancellationToken cancellationToken)
    {
        var act = Statement(entry, before, ruling, intent, files, scan);
        var signer = await keys.SignerAsync(KeyPurpose.Registry, cancellationToken).ConfigureAwait(false);
        await SigningKeyRows.ListAsync(transaction, KeyPurpose.Registry, signer.PublicKey, clock.Now(), cancellationToken).ConfigureAwait(false);
        var payload = RegistryActJson.Write(act);
        var envelope = new DsseEnvelope(
            payload, DsseEnvelope.InTotoPayloadType, [new(await SignAsync(signer, payload, cancellationToken).ConfigureAwait(false), "")]);
        var body = HashedRekord.Of(envelope, signer.PublicKey);
        var append = await log.AppendAsync(transaction, [body], cancellationToken).ConfigureAwait(false);
        var receipt = await ReceiptAsync(transaction, body, append, cancellationToken).ConfigureAwait(false);
        var bundle = new SigstoreBundle(
            BundleVersion.V03, new PublicKeyMaterial(KeyHint.Of(signer.PublicKey)), [receipt], [], new EnvelopeContent(envelope));
        var record = new RegistryActRecord(
            append.FirstIndex, act.Id, ruling.Kind, intent.Actor, act.At, act.Reason, Encoding.UTF8.GetString(SigstoreBundleJson.Write(bundle)));
        var written = entry with { Standing = ruling.Standing!, State = ruling.Standing!.StateAt(intent.At), LastAct = append.FirstIndex };
        await transaction.ExecuteAsync(RegistryRows.Write(written, act.At), cancellationToken).ConfigureAwait(false);
        if (before is null && files.Count > 0)
        {
            foreach (var rows in RegistryRows.WriteFiles(transaction.Dialect, entry.Id, files))
                await transaction.ExecuteAsync(rows, cancellationToken).ConfigureAwait(false);
        }
        await transaction.ExecuteAsync(
            new Statement(
                AddAct,
                ("index", record.LogIndex),
                ("id", record.Id),
                ("version", entry.Id),
                ("kind", record.Kind),
                ("actor", record.Actor.Id),
                ("name", record.Actor.Name),
                ("at", record.At),
                ("reason", record.Reason),
                ("bundle", record.Bundle)),
            cancellationToken).ConfigureAwait(false);
        return (written, record);
    }

    private static ValueTask<byte[]> SignAsync(ISigner signer, byte[] payload, CancellationToken cancellationToken) =>
        signer.SignAsync(PreAuthenticationEncoding.Of(DsseEnvelope.InTotoPayloadType, payload), cancellationToken);

    private RegistryAct Statement(
        RegistryEntry entry, RegistryStanding? before, RegistryRuling ruling, RegistryIntent intent, IReadOnlyList<ManifestEntry> files, Guid? scan)
    {
        var (standing, pending) = (ruling.Standing!, ruling.Kind == RegistryActKind.Confirm ? before?.Pending : null);
        var isRequest = ruling.Kind == RegistryActKind.Request;
        return new()
        {
            Id = clock.NewId(),
            Act = ruling.Kind.ToString().ToLowerInvariant(),
            State = (isRequest ? ApprovalState.Requested : standing.State).ToString().ToLowerInvariant(),
            Manifest = entry.Manifest,
            Name = StoredText.Clean(entry.Name),
            Purl = entry.Purl,
            Source = entry.Source,
            RepositoryId = entry.RepositoryId,
            Revision = entry.Revision,
            Actor = intent.Actor.Id,
            ActorName = StoredText.Clean(intent.Actor.Name),
            At = intent.At,
            Reason = (isRequest ? intent.Reason : standing.Reason) is { } reason ? StoredText.Clean(reason) : null,
            ExpiresAt = isRequest ? intent.ExpiresAt : standing.ExpiresAt,
            Replacement = standing.Replacement,
            Override = (intent.Override ?? pending?.Override) is { } why ? StoredText.Clean(why) : null,
            Scan = scan,
            RequestedBy = pending?.Actor.Id,
            Files = files,
        };
    }

    private static async Task<TransparencyLogEntry> ReceiptAsync(
        ITransaction transaction, byte[] body, LogAppend append, CancellationToken cancellationToken)
    {
        var (index, checkpoint) = (append.FirstIndex, append.Checkpoint);
        var tiles = new LogTiles((statement, token) => transaction.QueryAsync(statement, static row => row.Bytes(0), token));
        var proof = await new MerkleTree(tiles, checkpoint.Size).InclusionProofAsync(index, checkpoint.Size, cancellationToken).ConfigureAwait(false);
        return new(
            index,
            append.KeyHash,
            HashedRekord.Kind,
            HashedRekord.Version,
            0,
            null,
            new InclusionProof(index, checkpoint.Root, checkpoint.Size, proof, checkpoint.Note),
            body);
    }
}
