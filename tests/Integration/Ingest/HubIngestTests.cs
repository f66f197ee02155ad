using System.Globalization;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Tests.Integration.Ingest.StandInHub;

namespace Assay.Tests.Integration.Ingest;

public sealed class HubIngestTests : IAsyncLifetime
{
    private StandInHub.StandInHub _hub = null!;

    private static StandInFile Weights(int length = 20_000_000) => new("weights.safetensors", Bytes(length), IsLarge: true);

    private static StandInFile Config { get; } = new("nested dir/config#1.json", "{}"u8.ToArray());

    private static StandInModel Model(params IReadOnlyList<StandInFile> files) => new("org/model", files);

    public async ValueTask InitializeAsync() => _hub = await StandInHub.StandInHub.StartAsync();

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_model_is_listed_and_stored_with_what_was_declared_and_found()
    {
        _hub.Add(Model(Config, Weights()));
        await using var bed = new HubScanBed(_hub.Address);

        var version = await bed.VersionAsync("hf://org/model");

        (version.Source, version.Name, version.RepositoryId).ShouldBe(("hf", "org/model", "621ffdc136468d709f17a5b1"));
        version.Revision.ShouldBe("11c5a3d5811f50298f278a704980280950aedb10");
        version.Metadata.ShouldNotBeNull().ShouldContain("\"base_models\":[\"org/base\"]");
        version.ListingDigest.ShouldBe(VersionListing.Digest(version.Files));
        var (config, weights) = (version.Files[0], version.Files[1]);
        config.State.ShouldBe(FileState.Stored);
        config.DeclaredGitBlob.ShouldBe(config.GitBlob);
        config.DeclaredSha256.IsEmpty.ShouldBeTrue();
        weights.State.ShouldBe(FileState.Stored);
        weights.DeclaredSha256.ShouldBe(weights.Sha256);
        weights.DeclaredGitBlob.IsEmpty.ShouldBeTrue();
        weights.Size.ShouldBe(20_000_000);
        (await bed.Blobs.ExistsAsync(weights.Sha256, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_request_says_who_asks_and_wants_the_bytes_as_they_are()
    {
        _hub.Add(Model(Config, Weights(1000)));
        await using var bed = new HubScanBed(_hub.Address);

        await bed.VersionAsync("hf://org/model");

        foreach (var request in _hub.Requests)
        {
            request.UserAgent.ShouldStartWith("assay/");
            request.AcceptEncoding.ShouldBe("identity");
        }
    }

    [Fact]
    public async Task The_token_goes_to_the_hub_and_never_to_the_download_host()
    {
        _hub.Add(Model(Config, Weights(1000)) with { IsPrivate = true });
        await using var bed = new HubScanBed(_hub.Address, token: "secret-token");

        await bed.VersionAsync("hf://org/model");

        _hub.Requests.Where(r => !r.AtDownloadHost).ShouldAllBe(r => r.Authorization == "Bearer secret-token");
        _hub.Requests.Where(r => r.AtDownloadHost).ShouldHaveSingleItem().Authorization.ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task A_second_scan_fetches_no_large_file_again_and_has_the_same_listing()
    {
        _hub.Add(Model(Config, Weights()));
        await using var bed = new HubScanBed(_hub.Address);

        var first = await bed.VersionAsync("hf://org/model");
        var second = await bed.VersionAsync("hf://org/model");

        second.ListingDigest.ShouldBe(first.ListingDigest);
        _hub.Requests.Count(r => r.AtDownloadHost).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_large_file_of_several_scans_at_once_is_fetched_once()
    {
        _hub.Add(Model(Weights()));
        await using var bed = new HubScanBed(_hub.Address);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bed.VersionAsync("hf://org/model")));

        _hub.Requests.Count(r => r.AtDownloadHost).ShouldBe(1);
    }

    [Fact]
    public async Task A_revision_with_a_slash_is_asked_for_as_one_element()
    {
        _hub.Add(Model(Config) with { Revisions = ["refs/pr/1"] });
        await using var bed = new HubScanBed(_hub.Address);

        await bed.VersionAsync("hf://org/model@refs/pr/1");

        _hub.Requests.First().PathAndQuery.ShouldStartWith("/api/models/org/model/revision/refs%2Fpr%2F1");
    }

    [Fact]
    public async Task A_long_listing_is_read_page_by_page_from_the_configured_host()
    {
        _hub.Add(Model([.. Enumerable.Range(0, 25).Select(i => new StandInFile($"f{i:00}", [(byte)i]))]));
        _hub.PageSize = 10;
        await using var bed = new HubScanBed(_hub.Address);

        (await bed.VersionAsync("hf://org/model", Depth.Metadata)).Files.Count.ShouldBe(25);

        _hub.Requests.Count(r => r.PathAndQuery.Contains("/tree/", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Theory]
    [InlineData(Depth.Metadata, 0)]
    [InlineData(Depth.Structure, 1)]
    [InlineData(Depth.Full, 2)]
    public async Task The_depth_decides_what_is_fetched(Depth depth, int stored)
    {
        _hub.Add(Model(Config, Weights()));
        await using var bed = new HubScanBed(_hub.Address);

        var version = await bed.VersionAsync("hf://org/model", depth);

        version.Files.Count(f => f.State == FileState.Stored).ShouldBe(stored);
        version.Files.Where(f => f.State == FileState.NotRead).ShouldAllBe(f => f.Note != null && f.DeclaredSize == f.Size);
    }

    [Fact]
    public async Task At_depth_structure_a_large_file_is_read_in_outline_by_ranges()
    {
        const int Length = 20 << 20;
        var header = Encoding.UTF8.GetBytes($$$"""{"w":{"dtype":"U8","shape":[{{{Length}}}],"data_offsets":[0,{{{Length}}}]}}""");
        _hub.Add(Model(Config, new StandInFile("model.safetensors", [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[Length]], IsLarge: true)));
        await using var bed = new HubScanBed(_hub.Address);

        var version = await bed.VersionAsync("hf://org/model", Depth.Structure);

        var file = version.Files.Single(f => f.Path == "model.safetensors");
        (file.State, file.Size, file.Sha256.IsEmpty, file.Outline.IsEmpty).ShouldBe((FileState.Outlined, Length + 8 + header.Length, true, false));
        _hub.Requests.Where(r => r.AtDownloadHost && r.Range != null).Sum(r => LengthOf(r.Range!)).ShouldBeInRange(1, 1 << 20);
    }

    [Fact]
    public async Task A_hub_that_does_not_serve_ranges_gives_no_outline_and_an_answer_that_says_so()
    {
        _hub.Add(Model(Config, Weights()));
        _hub.Faults.Arm(StandInFaults.NoRanges, 100);
        await using var bed = new HubScanBed(_hub.Address);

        var failure = await bed.FailureAsync("hf://org/model", depth: Depth.Structure);

        failure.Category.ShouldBe(FailureCategory.Transient);
        failure.Message.ShouldContain("206");
    }

    [Fact]
    public async Task A_renamed_model_is_followed_and_the_reader_told()
    {
        _hub.Add(Model(Config));
        _hub.Rename("old-name", "org/model");
        await using var bed = new HubScanBed(_hub.Address);

        var version = await bed.VersionAsync("hf://old-name");

        version.Name.ShouldBe("org/model");
        version.Notes.ShouldHaveSingleItem().ShouldContain("old-name was redirected to org/model");
    }

    [Fact]
    public async Task Names_that_lead_elsewhere_are_refused_and_not_asked_for()
    {
        string[] names = ["../../.bashrc", "/etc/x", "a\\b", "ok"];
        _hub.Add(Model([.. names.Select(name => new StandInFile(name, "x"u8.ToArray()))]));
        await using var bed = new HubScanBed(_hub.Address);

        var version = await bed.VersionAsync("hf://org/model");

        version.Files.Where(f => f.State == FileState.Refused).Select(f => f.Path).ShouldBe(["../../.bashrc", "/etc/x", "a\\b"]);
        version.Files.Single(f => f.Path == "ok").State.ShouldBe(FileState.Stored);
        _hub.Requests.ShouldNotContain(r => r.PathAndQuery.Contains("bashrc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_listed_file_that_is_not_there_is_missing_and_the_others_are_stored()
    {
        _hub.Add(Model(Config, new StandInFile("tokenizer.json", [1]) { IsMissing = true }));
        await using var bed = new HubScanBed(_hub.Address);

        var version = await bed.VersionAsync("hf://org/model");

        version.Files.Select(f => f.State).ShouldBe([FileState.Stored, FileState.Missing]);
    }

    [Fact]
    public async Task Thousands_of_models_can_be_made_up()
    {
        _hub.MakeUp = MadeUpModels.Of(3000);
        await using var bed = new HubScanBed(_hub.Address);

        var version = await bed.VersionAsync("hf://load/model-2999");

        version.Files.Count.ShouldBe(3);
        (await bed.FailureAsync("hf://load/model-3000")).Category.ShouldBe(FailureCategory.NotFound);
    }

    private static long LengthOf(string range)
    {
        var ends = range["bytes=".Length..].Split('-');
        return long.Parse(ends[1], CultureInfo.InvariantCulture) - long.Parse(ends[0], CultureInfo.InvariantCulture) + 1;
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
