using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Manifests;
using Assay.Attestation.Registry;
using Assay.Domain.Registry;
using Assay.Storage.Keys;
using Assay.Storage.Sql;
using Assay.Storage.Transparency;
using Microsoft.Extensions.Options;

namespace Assay.Storage.Registry;

/// <summary>The registry in the database.</summary>
internal sealed class VersionRegistry(
    IDatabase database, RegistryWriter writer, ITransparencyLog log, ISigningKeys keys, IOptions<RegistryOptions> options, StorageClock clock) : IVersionRegistry
{
    /// <summary>One content has a handful of names; more are a mistake, and every one is an act to sign.</summary>
    private const int MostSelected = 200;

    /// <summary>As <see cref="RevocationSnapshot"/> reads.</summary>
    private const int MostRevocations = 1_000_000;

    // Index registry_acts_by_version.
    private const string History = "SELECT log_index, id, kind, actor, actor_name, at, reason, bundle FROM registry_acts WHERE version_id "
        + "= @id ORDER BY log_index";

    // Index registry_files_by_version.
    private const string Files = "SELECT path, size, sha256 FROM registry_files WHERE version_id = @id";

    private bool FourEyes => bool.Parse(options.Value.FourEyes);

    public Task<RegistryOutcome> ApproveAsync(RegistrySubject subject, RegistryIntent intent, Guid? scan, CancellationToken cancellationToken) =>
        database.TransactAsync(
        async (transaction, token) =>
        {
            await LogWriter.LockAsync(transaction, token).ConfigureAwait(false);
            var now = Now(intent);
            var key = RegistryRows.NameKey(subject.Purl, subject.Name);
            var listed = await ReadAsync(transaction, RegistryRows.Find(subject.Manifest.Digest, key), now, token).ConfigureAwait(false);
            var (entry, before) = listed.Count > 0 ? (listed[0], listed[0].Standing) : (Unlisted(subject), null);
            var ruling = RegistryRules.Judge(before, intent with { At = now }, FourEyes);
            var refused = ruling.Refusal ?? await RevokedElsewhereAsync(transaction, entry, intent with { At = now }, token).ConfigureAwait(false);
            if (refused is not null) return new RegistryOutcome([], refused);
            var done = await writer.WriteAsync(transaction, entry, before, ruling, intent with { At = now }, subject.Manifest.Entries, scan, token)
                .ConfigureAwait(false);
            return new RegistryOutcome([done], null);
        },
        cancellationToken);

    public Task<RegistryOutcome> ActAsync(RegistrySelector selector, RegistryIntent intent, CancellationToken cancellationToken) =>
        database.TransactAsync(
        async (transaction, token) =>
        {
            await LogWriter.LockAsync(transaction, token).ConfigureAwait(false);
            intent = intent with { At = Now(intent) };
            var listed = await ReadAsync(
                transaction, RegistryRows.Select(new() { Selector = selector }, intent.At, MostSelected + 1), intent.At, token).ConfigureAwait(false);
            if (listed.Count > MostSelected)
                return new RegistryOutcome([], $"More than {MostSelected} versions are selected; name one by its manifest digest and package URL.");
            if (await ReplacementProblemAsync(transaction, intent, token).ConfigureAwait(false) is { } problem)
                return new RegistryOutcome([], problem);
            var rulings = listed.Select(
                entry =>
                    (
                        Entry: entry,
                        Before: (RegistryStanding?)entry.Standing,
                        Ruling: RegistryRules.Judge(entry.Standing, intent, FourEyes))).ToList();
            if (rulings.Count == 0)
            {
                if (intent.Kind != RegistryActKind.Revoke || selector.Manifest.IsEmpty)
                    return new RegistryOutcome([], "No such version is listed in the registry; see 'assay registry list'.");
                rulings.Add((Unlisted(selector), null, RegistryRules.Judge(null, intent, FourEyes)));
            }
            // Of several names of one content, those that the act does not fit are left as they are, if it fits any.
            var fitting = rulings.Where(r => r.Ruling.Standing is not null).ToList();
            if (fitting.Count == 0) return new RegistryOutcome([], rulings[0].Ruling.Refusal);
            foreach (var (entry, before, _) in fitting.Where(_ => intent.Kind == RegistryActKind.Confirm))
            {
                if (await RevokedElsewhereAsync(transaction, entry, before!.Pending!, token).ConfigureAwait(false) is { } refusal)
                    return new RegistryOutcome([], refusal);
            }
            var changed = new List<(RegistryEntry, RegistryActRecord)>();
            foreach (var (entry, before, ruling) in fitting)
                changed.Add(await writer.WriteAsync(transaction, entry, before, ruling, intent, [], null, token).ConfigureAwait(false));
            return new RegistryOutcome(changed, null);
        },
        cancellationToken);

    public async Task<RegistryPage> ListAsync(RegistryFilter filter, CancellationToken cancellationToken)
    {
        var (size, now) = (Math.Clamp(filter.PageSize, 1, 500), clock.Now());
        var rows = await database.QueryAsync(RegistryRows.Select(filter, now, size + 1), row => RegistryRows.Read(row, now), cancellationToken)
            .ConfigureAwait(false);
        return rows.Count > size ? new(rows[..size], rows[size - 1].LastAct) : new(rows, null);
    }

    public async Task<IReadOnlyList<RegistryActRecord>> HistoryAsync(Guid id, CancellationToken cancellationToken) => await database.QueryAsync(
        new Statement(History, ("id", id)),
        static row => new RegistryActRecord(
            row.Long(0), row.Id(1), row.Enum<RegistryActKind>(2), new(row.Text(3), row.Text(4)), row.Time(5), row.TextOrNull(6), row.Text(7)),
        cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<ManifestEntry>> FilesAsync(Guid id, CancellationToken cancellationToken) => await database.QueryAsync(
        new Statement(Files, ("id", id)), static row =>
            new ManifestEntry(row.Text(0), row.Long(1), row.Sha256(2)), cancellationToken).ConfigureAwait(false);

    public async Task<DsseEnvelope> RevocationsAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var revocations = new List<Revocation>();
        foreach (var state in new[] { ApprovalState.Revoked, ApprovalState.Superseded })
        {
            var rows = RegistryRows.Select(new() { State = state }, now, MostRevocations);
            revocations.AddRange(await database.QueryAsync(rows, row => Of(RegistryRows.Read(row, now)), cancellationToken).ConfigureAwait(false));
        }
        var size = (await log.LatestAsync(cancellationToken).ConfigureAwait(false))?.Size ?? 0;
        var payload = new RevocationSnapshot(now, size, revocations).Write();
        var signer = await keys.SignerAsync(KeyPurpose.Registry, cancellationToken).ConfigureAwait(false);
        var signature = await signer.SignAsync(PreAuthenticationEncoding.Of(RevocationSnapshot.PayloadType, payload), cancellationToken)
            .ConfigureAwait(false);
        return new(payload, RevocationSnapshot.PayloadType, [new(signature, "")]);
    }

    public async Task<IReadOnlyList<IPublicKey>> KeysAsync(CancellationToken cancellationToken)
    {
        var listed = await database.QueryAsync(SigningKeyRows.Select(KeyPurpose.Registry), SigningKeyRows.Read, cancellationToken)
            .ConfigureAwait(false);
        var inUse = (await keys.SignerAsync(KeyPurpose.Registry, cancellationToken).ConfigureAwait(false)).PublicKey;
        return listed.Exists(k => k.SubjectPublicKeyInfo.Span.SequenceEqual(inUse.SubjectPublicKeyInfo.Span)) ? listed : [.. listed, inUse];
    }

    public async Task<IPublicKey> RotateKeyAsync(CancellationToken cancellationToken)
    {
        // The old key may have signed nothing but revocations; it is listed before it goes, and the new one before it signs.
        var old = await keys.SignerAsync(KeyPurpose.Registry, cancellationToken).ConfigureAwait(false);
        var next = await keys.PrepareNextAsync(KeyPurpose.Registry, cancellationToken).ConfigureAwait(false);
        await database.TransactAsync(
            async (transaction, token) =>
            {
                await LogWriter.LockAsync(transaction, token).ConfigureAwait(false);
                foreach (var key in new[] { old, next })
                    await SigningKeyRows.ListAsync(transaction, KeyPurpose.Registry, key.PublicKey, clock.Now(), token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await keys.AdoptNextAsync(KeyPurpose.Registry, cancellationToken).ConfigureAwait(false);
        return next.PublicKey;
    }

    private static async Task<string?> ReplacementProblemAsync(ITransaction transaction, RegistryIntent intent, CancellationToken cancellationToken)
    {
        if (intent.Kind != RegistryActKind.Supersede || intent.Replacement.IsEmpty) return null;
        var selector = new RegistrySelector(intent.Replacement, null);
        var approved = RegistryRows.Select(new() { Selector = selector, State = ApprovalState.Approved }, intent.At, 1);
        return (await ReadAsync(transaction, approved, intent.At, cancellationToken).ConfigureAwait(false)).Count > 0
            ? null
            : $"The version {intent.Replacement.Hex} that should take its place is not approved; approve it first.";
    }

    /// <summary>
    /// Content that was revoked under one name is not approved under another as if nothing had been. Null: it was not, or that is overridden.
    /// </summary>
    private static async Task<string?> RevokedElsewhereAsync(
        ITransaction transaction, RegistryEntry entry, RegistryIntent intent, CancellationToken cancellationToken)
    {
        var revoked = RegistryRows.Select(new() { Selector = new(entry.Manifest, null), State = ApprovalState.Revoked }, intent.At, 1);
        var others = await ReadAsync(transaction, revoked, intent.At, cancellationToken).ConfigureAwait(false);
        return others.Count == 0
            ? null
            : RegistryRules.Judge(others[0].Standing, intent with { Kind = RegistryActKind.Approve }, fourEyes: false).Refusal;
    }

    private static ValueTask<List<RegistryEntry>> ReadAsync(
        ITransaction transaction, Statement statement, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.QueryAsync(statement, row => RegistryRows.Read(row, now), cancellationToken);

    /// <summary>The registry's clock counts, in the precision that is kept, not that of whoever asks.</summary>
    private DateTimeOffset Now(RegistryIntent intent) => intent.At == default ? clock.Now() : intent.At;

    private RegistryEntry Unlisted(RegistrySubject subject) => new()
    {
        Id = clock.NewId(),
        Manifest = subject.Manifest.Digest,
        Name = StoredText.Clean(subject.Name),
        Purl = subject.Purl,
        Source = subject.Source,
        RepositoryId = subject.RepositoryId,
        Revision = subject.Revision,
        Standing = new(),
        State = default,
        LastAct = 0,
    };

    private RegistryEntry Unlisted(RegistrySelector selector) => new()
    {
        Id = clock.NewId(),
        Manifest = selector.Manifest,
        Name = selector.Purl ?? "sha256:" + selector.Manifest.Hex,
        Purl = selector.Purl,
        Standing = new(),
        State = default,
        LastAct = 0,
    };

    private static Revocation Of(RegistryEntry entry) => new(
        entry.Manifest,
        entry.Purl ?? entry.Name,
        entry.State == ApprovalState.Revoked,
        entry.Standing.DecidedAt ?? default,
        entry.Standing.Reason,
        entry.Standing.Replacement);
}
