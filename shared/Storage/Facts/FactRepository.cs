using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Storage.Sql;

namespace Assay.Storage.Facts;

/// <summary>Facts in the database.</summary>
internal sealed class FactRepository(IDatabase database) : IFactRepository
{
    private const int SubjectsPerQuery = 1000;

    public async Task<IReadOnlyList<Fact>> ReadAsync(IReadOnlyCollection<Sha256Digest> subjects, CancellationToken cancellationToken)
    {
        var facts = new List<Fact>();
        foreach (var chunk in subjects.Where(s => !s.IsEmpty).Distinct().Chunk(SubjectsPerQuery))
        {
            var (condition, arguments) = database.Dialect.IsAnyOf("subject", [.. chunk.Select(s => Convert.FromHexString(s.Hex))]);
            // Primary key of facts, by its first column.
            var sql = $"SELECT subject, analyser, version, settings, rules, body, recorded_at FROM facts WHERE {condition}";
            facts.AddRange(await database.QueryAsync(new Statement(sql, arguments), Read, cancellationToken).ConfigureAwait(false));
        }
        return facts;
    }

    private static Fact Read(Row row) => new(
        new FactKey(row.Sha256(0), row.Text(1), row.Int(2), row.Sha256(3), row.Sha256(4)), row.Json<FactBody>(5), row.Time(6));
}
