using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Ingest.Bases;
using Assay.Ingest.Fetching;
using Assay.Ingest.Sources;
using Assay.Ingest.Sources.LocalFile;
using Assay.Storage.Facts;
using Assay.Storage.Versions;
using Assay.Tests.Unit.Domain.Scans;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Assay.Tests.Unit.Ingest.Bases;

public sealed class BaseResolutionTests : IDisposable
{
    private readonly LocalBed _bed = new();
    private readonly IVersionRepository _versions = Substitute.For<IVersionRepository>();
    private readonly ISource _hub = Substitute.For<ISource>();

    public BaseResolutionTests()
    {
        _versions.NewestAsync(default!, default).ReturnsForAnyArgs([]);
        _hub.Kind.Returns("hf");
        _hub.Accepts(default!).ReturnsForAnyArgs(call => call.Arg<string>().StartsWith("hf://", StringComparison.Ordinal));
        _hub.ResolveAsync(default!, default).ReturnsForAnyArgs(Answers.Fail(FailureCategory.NotFound, "not here"));
    }

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task A_base_in_the_folder_beside_is_brought_into_the_store_without_its_other_files()
    {
        _bed.Write("../base/model.onnx", "weights");
        _bed.Write("../base/model.onnx_data", "more");
        _bed.Write("../base/config.json", "{}");
        _bed.Write("../base/pytorch_model.bin", "not for this");
        var found = (await ResolveAsync("---\nbase_model: base\n---\n")).ShouldHaveSingleItem();
        found.Name.ShouldBe("base");
        found.Files.Select(f => f.Path).ShouldBe(["model.onnx", "config.json", "model.onnx_data"]);
        using var blob = await _bed.Store.OpenAsync(found.Files[0].Sha256, Token);
        blob.ShouldNotBeNull().Length.ShouldBe(7);
    }

    [Fact]
    public async Task A_base_that_is_nowhere_is_named_and_nothing_is_fetched()
    {
        var found = (await ResolveAsync("---\nbase_model: org/base\n---\n")).ShouldHaveSingleItem();
        (found.Name, found.Files.Count).ShouldBe(("org/base", 0));
        await _hub.DidNotReceiveWithAnyArgs().ResolveAsync(default!, default);
    }

    [Fact]
    public async Task The_hub_is_asked_only_where_a_setting_allows_it_and_never_offline()
    {
        _bed.Options.FetchBases = true;
        await ResolveAsync("---\nbase_model: org/base\n---\n", offline: true);
        await _hub.DidNotReceiveWithAnyArgs().ResolveAsync(default!, default);
        (await ResolveAsync("---\nbase_model: org/base\n---\n")).ShouldHaveSingleItem().Files.ShouldBeEmpty();
        await _hub.Received(1).ResolveAsync(Arg.Is<SourceRequest>(r => r.Target == "hf://org/base"), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_base_that_was_scanned_before_is_taken_from_the_store()
    {
        var known = Version("org/base", new VersionFile { Path = "model.onnx", Size = 5, State = FileState.Stored, Sha256 = Example.Sha("known") });
        _versions.NewestAsync("org/base", Arg.Any<CancellationToken>()).Returns([known.Id]);
        _versions.ReadAsync(known.Id, Arg.Any<CancellationToken>()).Returns(known);
        var found = (await ResolveAsync("---\nbase_model: org/base\n---\n")).ShouldHaveSingleItem();
        found.Files.ShouldHaveSingleItem().Sha256.ShouldBe(Example.Sha("known"));
    }

    [Fact]
    public async Task A_base_that_is_too_large_is_left_out()
    {
        _bed.Write("../base/model.onnx", "weights");
        _bed.Options.MaxBaseBytes = 6;
        (await ResolveAsync("---\nbase_model: base\n---\n")).ShouldHaveSingleItem().Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Below_depth_probe_and_without_a_model_nothing_is_looked_for()
    {
        _bed.Write("../base/model.onnx", "weights");
        (await ResolveAsync("---\nbase_model: base\n---\n", Depth.Full)).ShouldBeEmpty();
        File.Delete(Path.Combine(_bed.Model, "model.onnx"));
        (await ResolveAsync("---\nbase_model: base\n---\n", write: false)).ShouldBeEmpty();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ModelVersion Version(string name, params VersionFile[] files) =>
        new() { Id = Guid.NewGuid(), Source = "file", Name = name, ListingDigest = default, Files = files };

    private async Task<IReadOnlyList<BaseModel>> ResolveAsync(string card, Depth depth = Depth.Probe, bool offline = false, bool write = true)
    {
        if (write) _bed.Write("model.onnx", "own");
        _bed.Write("README.md", card);
        var options = Microsoft.Extensions.Options.Options.Create(_bed.Options);
        var local = new LocalFileSource(_bed.Store, _bed.Stamps, options, TimeProvider.System);
        var fetcher = new FileFetcher(new BlobLeases(Substitute.For<IContentLeases>(), _bed.Store, TimeProvider.System), options);
        var resolution = new BaseResolution(new SourceCatalog([local, _hub]), fetcher, _versions, _bed.Store, options, NullLogger<BaseResolution>.Instance);
        var scan = new Scan
        {
            Id = Guid.NewGuid(),
            RunId = Guid.NewGuid(),
            Target = _bed.Model,
            Lane = Lane.Normal,
            Depth = depth,
            PolicyDigest = default,
            Offline = offline,
        };
        return await resolution.ResolveAsync(scan, Version(_bed.Model, [.. await _bed.ScanAsync()]), Token);
    }
}
