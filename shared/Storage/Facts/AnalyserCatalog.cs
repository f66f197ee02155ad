using Assay.Domain.Facts;
using Assay.Storage.Sql;

namespace Assay.Storage.Facts;

/// <summary>Announced analysers in the database.</summary>
internal sealed class AnalyserCatalog(IDatabase database, TimeProvider time) : IAnalyserCatalog
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    // Primary key of analysers.
    private const string Upsert = """
        INSERT INTO analysers (id, version, descriptor) VALUES (@id, @version, @descriptor)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, descriptor = excluded.descriptor
        WHERE excluded.version > analysers.version OR (excluded.version = analysers.version AND excluded.descriptor <> analysers.descriptor)
        """;

    private const string Select = "SELECT descriptor FROM analysers ORDER BY id";

    private Kept? _kept;

    public async Task AnnounceAsync(IReadOnlyList<AnalyserDescriptor> descriptors, CancellationToken cancellationToken)
    {
        // In the order of ids, so that two workers that start together cannot deadlock.
        var statements = descriptors
            .OrderBy(d => d.Id, StringComparer.Ordinal)
            .Select(d => new Statement(Upsert, ("id", d.Id), ("version", d.Version), ("descriptor", Json.Write(d))));
        await database.ChangeAsync([.. statements], static _ => true, cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _kept, null);
    }

    public async Task<IReadOnlyList<AnalyserDescriptor>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (Volatile.Read(ref _kept) is { } kept && now - kept.ReadAt < KeptFor && now >= kept.ReadAt) return kept.Descriptors;
        var descriptors = await database.QueryAsync(new Statement(Select), static row => row.Json<AnalyserDescriptor>(0), cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _kept, new Kept(now, descriptors));
        return descriptors;
    }

    private sealed record Kept(DateTimeOffset ReadAt, IReadOnlyList<AnalyserDescriptor> Descriptors);
}
