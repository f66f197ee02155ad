using Assay.Domain.Tasks;
using Assay.Tests.Integration.Ingest.StandInHub;

namespace Assay.Tests.Integration.Ingest;

public sealed class HubRefusalTests : IAsyncLifetime
{
    private StandInHub.StandInHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await StandInHub.StandInHub.StartAsync();
        var file = new StandInFile("config.json", "{}"u8.ToArray());
        _hub.Add(new("org/open", file));
        _hub.Add(new("org/gated", file) { IsGated = true });
        _hub.Add(new("org/disabled", file) { IsDisabled = true });
        _hub.Add(new("org/private", file) { IsPrivate = true });
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData("hf://org/nothing", null, FailureCategory.NotFound, "or is private")]
    [InlineData("hf://org/private", null, FailureCategory.NotFound, "HF_TOKEN")]
    [InlineData("hf://org/nothing", "token", FailureCategory.NotFound, "or the token has no access")]
    [InlineData("hf://org/open@no-such-branch", null, FailureCategory.NotFound, "no such revision")]
    [InlineData("hf://org/gated", null, FailureCategory.Forbidden, "is gated")]
    [InlineData("hf://org/gated", "token", FailureCategory.Forbidden, "the token's user has no access")]
    [InlineData("hf://org/disabled", null, FailureCategory.Forbidden, "has been disabled")]
    [InlineData("hf://", null, FailureCategory.BadInput, "hf://org/name[@revision]")]
    [InlineData("hf://a/b/c", null, FailureCategory.BadInput, "hf://org/name[@revision]")]
    [InlineData("hf://../x", null, FailureCategory.BadInput, "hf://org/name[@revision]")]
    [InlineData("hf://org/name@a/../b", null, FailureCategory.BadInput, "hf://org/name[@revision]")]
    [InlineData("ftp://org/name", null, FailureCategory.BadInput, "no source knows")]
    public async Task Each_refusal_is_told_apart_in_one_line(string target, string? token, FailureCategory category, string message)
    {
        await using var bed = new HubScanBed(_hub.Address, token);

        var failure = await bed.FailureAsync(target);

        failure.Category.ShouldBe(category);
        failure.Message.ShouldContain(message);
        failure.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task An_offline_scan_sends_nothing()
    {
        await using var bed = new HubScanBed(_hub.Address);

        var failure = await bed.FailureAsync("hf://org/open", offline: true);

        failure.Category.ShouldBe(FailureCategory.BadInput);
        failure.Message.ShouldContain("offline");
        _hub.Requests.ShouldBeEmpty();
    }
}
