using Assay.Contracts.Values;

namespace Assay.Tests.Integration.Storage;

/// <summary>Several processes on one file.</summary>
public sealed class SqliteProcesses(SqliteHome home) : IClassFixture<SqliteHome>
{
    [Fact]
    public async Task Two_processes_on_one_file_share_the_work_without_taking_a_task_twice()
    {
        const int scans = 300;
        var token = TestContext.Current.CancellationToken;
        var beds = Enumerable.Range(0, 3).Select(_ => home.Open()).ToList();
        await beds[0].Ledger.SubmitAsync([.. Enumerable.Range(0, scans).Select(_ => Samples.NewScan())], token);
        var claimed = await Task.WhenAll(beds.SelectMany(bed => Enumerable.Range(0, 4).Select(async _ =>
        {
            var mine = new List<Guid>();
            while (await bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Normal, "w", 5, TimeSpan.FromMinutes(2), token) is { Count: > 0 } claims)
                mine.AddRange(claims.Select(c => c.Task.Id));
            return mine;
        })));
        claimed.SelectMany(ids => ids).ShouldBeUnique();
        claimed.Sum(ids => ids.Count).ShouldBe(scans);
        foreach (var bed in beds) await bed.DisposeAsync();
    }
}
