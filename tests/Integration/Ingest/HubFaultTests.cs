using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Tests.Integration.Ingest.StandInHub;

namespace Assay.Tests.Integration.Ingest;

public sealed class HubFaultTests : IAsyncLifetime
{
    private StandInHub.StandInHub _hub = null!;

    private static StandInFile Weights { get; } = new("weights.safetensors", Bytes(3_000_000), IsLarge: true);

    private static StandInFile Config { get; } = new("config.json", "{}"u8.ToArray());

    public async ValueTask InitializeAsync()
    {
        _hub = await StandInHub.StandInHub.StartAsync();
        _hub.Add(new("org/model", Config, Weights));
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task An_interrupted_download_goes_on_behind_the_last_byte_without_asking_the_hub()
    {
        _hub.Faults.Arm(StandInFaults.Truncated, times: 2);
        await using var bed = new HubScanBed(_hub.Address);

        var file = await StoredAsync(bed);

        file.Sha256.ShouldBe(Weights.Digest);
        var downloads = _hub.Requests.Where(r => r.AtDownloadHost).ToList();
        downloads.Count.ShouldBe(3);
        downloads[0].Range.ShouldBeNullOrEmpty();
        downloads[1].Range.ShouldNotBeNull().ShouldMatch("^bytes=[1-9][0-9]*-$");
        downloads[1].IfRange.ShouldNotBeNull().ShouldContain("xet-");
        _hub.Requests.Count(r => r.PathAndQuery.EndsWith("/weights.safetensors", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_that_expired_is_asked_for_again()
    {
        _hub.Faults.Arm(StandInFaults.Expired);
        await using var bed = new HubScanBed(_hub.Address);

        (await StoredAsync(bed)).Sha256.ShouldBe(Weights.Digest);
    }

    [Fact]
    public async Task Addresses_that_never_work_are_a_transient_failure()
    {
        _hub.Faults.Arm(StandInFaults.Expired, times: 100);
        await using var bed = new HubScanBed(_hub.Address);

        (await bed.FailureAsync("hf://org/model")).Category.ShouldBe(FailureCategory.Transient);
    }

    [Fact]
    public async Task Bytes_that_are_wrong_once_are_fetched_again()
    {
        _hub.Faults.Arm(StandInFaults.WrongBytes);
        await using var bed = new HubScanBed(_hub.Address);

        (await StoredAsync(bed)).Sha256.ShouldBe(Weights.Digest);
    }

    [Fact]
    public async Task Bytes_that_stay_wrong_are_kept_under_their_real_digest()
    {
        _hub.Faults.Arm(StandInFaults.WrongBytes, times: 100);
        await using var bed = new HubScanBed(_hub.Address);

        var file = await StoredAsync(bed);

        file.DeclaredSha256.ShouldBe(Weights.Digest);
        file.Sha256.ShouldNotBe(Weights.Digest);
        (await bed.Blobs.ExistsAsync(file.Sha256, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await bed.Blobs.ExistsAsync(Weights.Digest, TestContext.Current.CancellationToken)).ShouldBeFalse();
        _hub.Requests.Count(r => r.AtDownloadHost).ShouldBe(2);
    }

    [Theory]
    [InlineData(2_999_999)]
    [InlineData(3_000_001)]
    public async Task A_size_that_the_hub_lies_about_is_kept_beside_the_real_one(long declared)
    {
        _hub.Add(new("org/model", Weights with { DeclaredSize = declared }));
        await using var bed = new HubScanBed(_hub.Address);

        var file = await StoredAsync(bed);

        (file.DeclaredSize, file.Size).ShouldBe((declared, 3_000_000));
        file.Sha256.ShouldBe(Weights.Digest);
        (await StoredAsync(bed)).ShouldBe(file);
    }

    [Fact]
    public async Task A_busy_hub_is_asked_again_and_then_later()
    {
        await using var bed = new HubScanBed(_hub.Address);
        _hub.Faults.Arm(StandInFaults.Busy, times: 2);
        _hub.Faults.Arm(StandInFaults.DownloadBusy, times: 2);
        (await StoredAsync(bed)).Sha256.ShouldBe(Weights.Digest);

        _hub.Faults.Arm(StandInFaults.Busy, times: 100);
        var failure = await bed.FailureAsync("hf://org/model");

        failure.Category.ShouldBe(FailureCategory.Transient);
        failure.Message.ShouldContain("503");
    }

    [Fact]
    public async Task A_long_wait_that_the_hub_asks_for_gives_the_slot_back()
    {
        _hub.Faults.RefusalSeconds = 55;
        _hub.Faults.Arm(StandInFaults.Refused);
        await using var bed = new HubScanBed(_hub.Address);

        var failure = await bed.FailureAsync("hf://org/model");

        failure.Category.ShouldBe(FailureCategory.RateLimited);
        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(56));
    }

    [Fact]
    public async Task A_short_wait_that_the_hub_asks_for_is_waited_for()
    {
        _hub.Faults.Arm(StandInFaults.Refused, times: 2);
        await using var bed = new HubScanBed(_hub.Address);

        (await StoredAsync(bed)).Sha256.ShouldBe(Weights.Digest);
    }

    [Fact]
    public async Task Once_the_budget_is_used_up_nothing_more_is_sent()
    {
        _hub.Remaining = 2;
        await using var bed = new HubScanBed(_hub.Address);
        await bed.IngestAsync("hf://org/model");
        var sent = _hub.Requests.Count;

        var failure = await bed.FailureAsync("hf://org/model");

        failure.Category.ShouldBe(FailureCategory.RateLimited);
        failure.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromSeconds(200));
        _hub.Requests.Count.ShouldBe(sent);
    }

    [Fact]
    public async Task A_refusal_of_the_edge_without_a_word_is_retried_and_then_put_off()
    {
        await using var bed = new HubScanBed(_hub.Address);
        _hub.Faults.Arm(StandInFaults.RefusedByEdge, times: 2);
        (await StoredAsync(bed)).Sha256.ShouldBe(Weights.Digest);

        _hub.Faults.Arm(StandInFaults.RefusedByEdge, times: 100);
        (await bed.FailureAsync("hf://org/model")).Category.ShouldBe(FailureCategory.RateLimited);
    }

    [Fact]
    public async Task A_page_instead_of_JSON_is_one_clear_line()
    {
        _hub.Faults.Arm(StandInFaults.NotJson);
        await using var bed = new HubScanBed(_hub.Address);

        var failure = await bed.FailureAsync("hf://org/model");

        failure.Category.ShouldBe(FailureCategory.BadInput);
        failure.Message.ShouldContain("is not JSON");
        failure.Message.ShouldContain("\\u001b");
        failure.Message.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task JSON_of_another_shape_is_one_clear_line()
    {
        _hub.Faults.Arm(StandInFaults.WrongShape);
        await using var bed = new HubScanBed(_hub.Address);

        (await bed.FailureAsync("hf://org/model")).Message.ShouldContain("does not describe a model");
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        _hub.Add(new("org/many", [.. Enumerable.Range(0, 200).Select(i => new StandInFile($"file-with-a-long-name-{i}", [1]))]));
        await using var bed = new HubScanBed(_hub.Address, settings: ("Ingest:Hub:MaxAnswerBytes", "4096"));

        (await bed.FailureAsync("hf://org/many")).Message.ShouldContain("was not read");
    }

    [Fact]
    public async Task A_download_that_falls_silent_is_given_up_and_taken_up_again()
    {
        _hub.Faults.Arm(StandInFaults.Silent);
        await using var bed = new HubScanBed(_hub.Address, settings: ("Ingest:Hub:StallTimeout", "00:00:00.5"));

        (await StoredAsync(bed)).Sha256.ShouldBe(Weights.Digest);
    }

    [Fact]
    public async Task On_the_last_attempt_a_file_that_always_breaks_does_not_cost_the_others()
    {
        _hub.Faults.Arm(StandInFaults.Truncated, times: 10_000);
        await using var bed = new HubScanBed(_hub.Address);
        (await bed.FailureAsync("hf://org/model", attempt: 1)).Category.ShouldBe(FailureCategory.Transient);

        var outcome = await bed.IngestAsync("hf://org/model", attempt: RetrySchedule.MaxAttempts);

        outcome.Result.ShouldNotBeNull().Version.ShouldNotBeNull().Files.Select(f => f.State).ShouldBe([FileState.Stored, FileState.Unreadable]);
    }

    [Theory]
    [InlineData(1, "is not followed")]
    [InlineData(2, "more than 5 times")]
    public async Task A_redirect_that_leads_astray_is_not_followed_for_ever(int kind, string message)
    {
        _hub.Faults.Arm(kind == 1 ? StandInFaults.RedirectToFile : StandInFaults.RedirectToSelf, times: 100);
        await using var bed = new HubScanBed(_hub.Address);

        var failure = await bed.FailureAsync("hf://org/model");

        failure.Category.ShouldBe(FailureCategory.BadInput);
        failure.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_hub_that_is_not_there_is_transient_and_named()
    {
        var address = _hub.Address;
        await _hub.DisposeAsync();
        await using var bed = new HubScanBed(address);

        var failure = await bed.FailureAsync("hf://org/model");

        failure.Category.ShouldBe(FailureCategory.Transient);
        failure.Message.ShouldContain(address.Host);
    }

    private static async Task<VersionFile> StoredAsync(HubScanBed bed)
    {
        var file = (await bed.VersionAsync("hf://org/model")).Files.Single(f => f.Path == Weights.Path);
        file.State.ShouldBe(FileState.Stored, file.Note);
        return file;
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
