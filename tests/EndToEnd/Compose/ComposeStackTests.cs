using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Client;

namespace Assay.Tests.EndToEnd.Compose;

/// <summary>The whole product in containers. Needs the images; never builds or pulls them.</summary>
public sealed class ComposeStackTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_stack_comes_up_scans_runs_models_shut_in_and_survives_the_loss_of_a_worker()
    {
        await using var stack = new ComposeStack(await ContainerEngine.ComposeOrSkipAsync(Cancelled));
        await stack.StartAsync(Cancelled);
        var client = await stack.ClientAsync(Cancelled);

        var scans = await ScanAsync(client, Depth.Probe, "/targets/canary-pickle.pkl", "/targets/clean-classifier.pt", "/targets/tiny-mlp.onnx");

        scans["/targets/canary-pickle.pkl"].Verdict.ShouldBe(VerdictKind.Rejected);
        scans["/targets/clean-classifier.pt"].Verdict.ShouldBe(VerdictKind.Approved);
        // Approved at this depth only where the model was run, and it is refused where there is no sandbox.
        scans["/targets/tiny-mlp.onnx"].Verdict.ShouldBe(VerdictKind.Approved);

        (await ResolvesAsync(stack, "gpu-probe", "postgres")).ShouldBeTrue();
        foreach (var name in new[] { "ingest", "reporting", "inspect" }) (await ResolvesAsync(stack, "gpu-probe", name)).ShouldBeFalse(name);

        await stack.CrashAsync("gpu-probe", Cancelled);
        var again = await ScanAsync(client, Depth.Probe, "/targets");
        again["/targets"].State.ShouldBe(ScanState.Completed);
        again["/targets"].Verdict.ShouldBe(VerdictKind.Rejected);
    }

    private static async Task<IReadOnlyDictionary<string, ScanView>> ScanAsync(AssayApiClient client, Depth depth, params string[] targets)
    {
        var submitted = await client.SubmitAsync(new SubmitRequest { Targets = targets, Depth = depth, Refresh = true }, null, Cancelled);
        submitted.IsSuccess.ShouldBeTrue(submitted.IsSuccess ? "" : submitted.Failure.Message);
        var deadline = DateTime.UtcNow + _patience;
        while (true)
        {
            var page = await client.ScansAsync($"run={submitted.Value.RunId}&page_size=500", Cancelled);
            if (page.IsSuccess && page.Value.Scans.All(scan => scan.EndedAt is not null)) return page.Value.Scans.ToDictionary(scan => scan.Target);
            DateTime.UtcNow.ShouldBeLessThan(deadline, "the scans do not end");
            await Task.Delay(250, Cancelled);
        }
    }

    private static async Task<bool> ResolvesAsync(ComposeStack stack, string service, string name)
    {
        string[] ask = ["bash", "-c", $"timeout 10 getent hosts {name} >/dev/null && echo yes || echo no"];
        return (await stack.ExecAsync(service, ask, Cancelled)).Trim() == "yes";
    }
}
