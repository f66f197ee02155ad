using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Storage.Sql;

namespace Assay.Storage.Advisories;

/// <summary>Advisories in the database.</summary>
internal sealed class Advisories(IDatabase database, StorageClock clock) : IAdvisories
{
    /// <summary>One change at a time: the order of changes is what others read by.</summary>
    private const long LockName = 418481496443;

    // Primary key of advisories.
    private const string Find = "SELECT body FROM advisories WHERE id = @id";

    // Primary key of advisory_revisions.
    private const string History = "SELECT change, kind, actor, at, body FROM advisory_revisions WHERE advisory_id = @id ORDER BY revision";

    // Unique index advisory_revisions_by_change; primary key of advisories.
    private const string List = """
        SELECT r.change, r.kind, r.actor, r.at, r.body FROM advisories a JOIN advisory_revisions r ON r.change = a.change
        WHERE a.change > @after ORDER BY a.change LIMIT @max
        """;

    private const string State = "SELECT (SELECT COALESCE(max(change), 0) FROM advisories), (SELECT count(*) FROM advisory_targets)";

    private const string Ids = "SELECT id FROM advisories WHERE id LIKE @pattern";

    // Index advisory_events_open.
    private const string Open = """
        SELECT e.id, e.kind, e.at, r.body FROM advisory_events e JOIN advisory_revisions r ON r.change = e.change
        WHERE e.handled = @no ORDER BY e.change LIMIT @max
        """;

    public Task<AdvisoryOutcome> IssueAsync(Advisory advisory, string prefix, string actor, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, now, token) =>
        {
            var id = await NextIdAsync(transaction, string.Create(CultureInfo.InvariantCulture, $"{prefix}-{now.Year}-"), token).ConfigureAwait(false);
            var issued = advisory with { Id = id, Revision = 1, IssuedAt = now, ModifiedAt = now, WithdrawnAt = null, WithdrawnReason = null };
            return (issued, AdvisoryChangeKind.Issued, null);
        },
        actor,
        cancellationToken);

    public Task<AdvisoryOutcome> ModifyAsync(Advisory advisory, string actor, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, now, token) =>
        {
            if (await ReadAsync(transaction, advisory.Id, token).ConfigureAwait(false) is not { } old) return (null, default, Unknown(advisory.Id));
            if (old.IsWithdrawn) return (null, default, new(null, $"{old.Id} was withdrawn; issue a new advisory."));
            if (old.Revision != advisory.Revision)
                return (null, default, new(null, $"{old.Id} has revision {old.Revision} by now, and this change was made from {advisory.Revision}; look at it and change it again."));
            var next = advisory with
            {
                Revision = old.Revision + 1,
                Issuer = old.Issuer,
                IssuedAt = old.IssuedAt,
                ModifiedAt = now,
                WithdrawnAt = null,
                WithdrawnReason = null,
            };
            return (next, AdvisoryChangeKind.Modified, null);
        },
        actor,
        cancellationToken);

    public Task<AdvisoryOutcome> WithdrawAsync(string id, string reason, string actor, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, now, token) =>
        {
            if (await ReadAsync(transaction, id, token).ConfigureAwait(false) is not { } old) return (null, default, Unknown(id));
            if (old.IsWithdrawn) return (null, default, new(null, $"{id} was withdrawn already."));
            return (old with { Revision = old.Revision + 1, ModifiedAt = now, WithdrawnAt = now, WithdrawnReason = reason }, AdvisoryChangeKind.Withdrawn, null);
        },
        actor,
        cancellationToken);

    public Task<AdvisoryOutcome> ImportAsync(Advisory advisory, string actor, CancellationToken cancellationToken) => ChangeAsync(
        async (transaction, _, token) =>
        {
            if (await ReadAsync(transaction, advisory.Id, token).ConfigureAwait(false) is not { } old)
                return (advisory with { Revision = 1 }, advisory.IsWithdrawn ? AdvisoryChangeKind.Withdrawn : AdvisoryChangeKind.Issued, null);
            if (old.Issuer != advisory.Issuer)
                return (null, default, new(null, $"{advisory.Id} is here already, issued by '{old.Issuer}' and not by '{advisory.Issuer}'; give one of the two instances another Advisories:Prefix."));
            if (advisory.ModifiedAt <= old.ModifiedAt) return (null, default, new(old, IsChanged: false));
            return (advisory with { Revision = old.Revision + 1 }, advisory.IsWithdrawn && !old.IsWithdrawn ? AdvisoryChangeKind.Withdrawn : AdvisoryChangeKind.Modified, null);
        },
        actor,
        cancellationToken);

    public async Task<Advisory?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await database.QueryAsync(new Statement(Find, ("id", id)), static row => row.Json<Advisory>(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<IReadOnlyList<AdvisoryRevision>> HistoryAsync(string id, CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(History, ("id", id)), ReadRevision, cancellationToken).ConfigureAwait(false);

    public async Task<AdvisoryPage> ListAsync(long after, int max, CancellationToken cancellationToken)
    {
        max = Math.Clamp(max, 1, 1000);
        var rows = await database.QueryAsync(new Statement(List, ("after", after), ("max", max + 1)), ReadRevision, cancellationToken).ConfigureAwait(false);
        return rows.Count > max ? new(rows[..max], rows[max - 1].Change) : new(rows, null);
    }

    public async Task<Sha256Digest> StateAsync(CancellationToken cancellationToken)
    {
        var (change, targets) = (await database.QueryAsync(new Statement(State), static row => (row.Long(0), row.Long(1)), cancellationToken).ConfigureAwait(false))[0];
        return change == 0 ? default : Sha256Digest.FromBytes(SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"advisories {change} {targets}"))));
    }

    public async Task<IReadOnlyList<AdvisoryEvent>> OpenEventsAsync(int max, CancellationToken cancellationToken) => await database.QueryAsync(
        new Statement(Open, ("no", false), ("max", max)),
        static row => new AdvisoryEvent(row.Id(0), row.Enum<AdvisoryChangeKind>(1), row.Time(2), row.Json<Advisory>(3)),
        cancellationToken).ConfigureAwait(false);

    public Task<bool> HandleAsync(Guid eventId, string body, CancellationToken cancellationToken) => database.TransactAsync(
        async (transaction, token) =>
        {
            var end = new Statement(
                "UPDATE advisory_events SET handled = @yes, body = @body WHERE id = @id AND handled = @no", ("yes", true), ("no", false), ("id", eventId), ("body", body));
            if (await transaction.ExecuteAsync(end, token).ConfigureAwait(false) == 0) return false;
            var ids = await transaction.QueryAsync(new Statement("SELECT id FROM subscriptions WHERE ended_at IS NULL"), static row => row.Id(0), token).ConfigureAwait(false);
            var now = clock.Now();
            foreach (var id in ids) await transaction.ExecuteAsync(DeliveryRows.Add(clock.NewId(), id, eventId, now), token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private delegate Task<(Advisory? Next, AdvisoryChangeKind Kind, AdvisoryOutcome? Instead)> Change(
        ITransaction transaction, DateTimeOffset now, CancellationToken cancellationToken);

    private Task<AdvisoryOutcome> ChangeAsync(Change decide, string actor, CancellationToken cancellationToken) => database.TransactAsync(
        async (transaction, token) =>
        {
            await transaction.LockAsync(LockName, token).ConfigureAwait(false);
            var now = clock.Now();
            var (next, kind, instead) = await decide(transaction, now, token).ConfigureAwait(false);
            if (next is null) return instead!;
            var last = await transaction.QueryAsync(
                new Statement("SELECT COALESCE(max(change), 0) FROM advisory_revisions"), static row => row.Long(0), token).ConfigureAwait(false);
            foreach (var statement in AdvisoryRows.Write(next, last[0] + 1, kind, actor, now, clock.NewId()))
                await transaction.ExecuteAsync(statement, token).ConfigureAwait(false);
            return new AdvisoryOutcome(next);
        },
        cancellationToken);

    private static async ValueTask<Advisory?> ReadAsync(ITransaction transaction, string id, CancellationToken cancellationToken) =>
        (await transaction.QueryAsync(new Statement(Find, ("id", id)), static row => row.Json<Advisory>(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    private static async Task<string> NextIdAsync(ITransaction transaction, string start, CancellationToken cancellationToken)
    {
        // An underscore in the prefix matches more than itself; what it matches too much is left out below.
        var ids = await transaction.QueryAsync(new Statement(Ids, ("pattern", start + "%")), static row => row.Text(0), cancellationToken).ConfigureAwait(false);
        var last = ids.Where(id => id.StartsWith(start, StringComparison.Ordinal))
            .Max(id => int.TryParse(id[start.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : (int?)0) ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"{start}{last + 1:d4}");
    }

    private static AdvisoryOutcome Unknown(string id) => new(null, $"There is no advisory {id}; `assay advisory list` shows all.", IsUnknown: true);

    private static AdvisoryRevision ReadRevision(Row row) => new(row.Long(0), row.Enum<AdvisoryChangeKind>(1), row.Text(2), row.Time(3), row.Json<Advisory>(4));
}
