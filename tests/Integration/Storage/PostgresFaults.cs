using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Storage;
using Assay.Tests.Integration.Servers;

namespace Assay.Tests.Integration.Storage;

/// <summary>The server goes away and comes back, on a server of its own.</summary>
public sealed class PostgresFaults
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_server_is_gone_the_ledger_is_unavailable_and_nothing_committed_is_lost()
    {
        if (PostgresProcess.Missing is { } reason) Assert.Skip(reason);
        await using var server = await PostgresProcess.StartNewAsync();
        await using var bed = StorageBed.Postgres(server.ConnectionString("postgres"));
        await bed.Migrator.MigrateAsync(Token);
        await bed.Ledger.SubmitAsync([Samples.NewScan()], Token);
        var claim = (await bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Normal, "w", 1, TimeSpan.FromMinutes(2), Token))[0];

        await server.KillAsync();
        var error = await Should.ThrowAsync<StorageUnavailableException>(() => bed.Ledger.CompleteAsync(claim, TaskResult.Nothing, Token));
        error.ToString().ShouldNotContain("Username");
        await Should.ThrowAsync<StorageUnavailableException>(() => bed.Ledger.ReadAsync(claim.Scan.Id, Token));

        await server.StartAsync();
        (await CompleteOnceReachableAsync(bed, claim)).ShouldBeTrue();
        (await bed.Ledger.ReadAsync(claim.Scan.Id, Token))!.Tasks[0].State.ShouldBe(TaskState.Succeeded);
    }

    // The pool may still hold a connection that died with the server.
    private static async Task<bool> CompleteOnceReachableAsync(StorageBed bed, ClaimedTask claim)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(50, Token))
        {
            try
            {
                return (await bed.Ledger.CompleteAsync(claim, TaskResult.Nothing, Token)).Value;
            }
            catch (StorageUnavailableException) when (DateTime.UtcNow < deadline)
            {
                // Try again.
            }
        }
    }
}
