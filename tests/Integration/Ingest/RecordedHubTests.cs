using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Tests.Integration.Ingest.StandInHub;

namespace Assay.Tests.Integration.Ingest;

/// <summary>Against exchanges in the exact form of a real hub, where they are at hand.</summary>
public sealed class RecordedHubTests : IAsyncLifetime
{
    private const string Commit = "11c5a3d5811f50298f278a704980280950aedb10";

    private StandInHub.StandInHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await StandInHub.StandInHub.StartAsync();
        if (FindCorpus() is { } corpus) _hub.Recorded = RecordedExchanges.Load(corpus);
        else Assert.Skip("The recorded exchanges (../shared/corpus/hub) are not here.");
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_recorded_model_is_listed_with_both_kinds_of_digest()
    {
        await using var bed = new HubScanBed(_hub.Address);

        var version = await bed.VersionAsync($"hf://lysandre/arxiv-nlp@{Commit}", Depth.Metadata);

        version.Revision.ShouldBe(Commit);
        version.Files.Count.ShouldBe(7);
        var weights = version.Files.Single(f => f.Path == "pytorch_model.bin");
        weights.DeclaredSha256.Hex.ShouldBe("9be78edb5b928eba33aa88f431551348f7466ba9f5ef3daf1d552398722a5436");
        weights.DeclaredSize.ShouldBe(548123560);
        weights.DeclaredGitBlob.IsEmpty.ShouldBeTrue();
        version.Files.Single(f => f.Path == "config.json").DeclaredGitBlob.Hex.ShouldBe("2f9618c3a19b9a61add74f70bfb121335aeef666");
        version.Files.ShouldAllBe(f => f.State == FileState.NotRead);
        version.Metadata.ShouldNotBeNull().ShouldContain("\"scansDone\":true");
    }

    [Theory]
    [InlineData("hf://nobody/no-such-model", FailureCategory.NotFound)]
    public async Task A_recorded_refusal_is_understood(string target, FailureCategory category)
    {
        await using var bed = new HubScanBed(_hub.Address);

        (await bed.FailureAsync(target)).Category.ShouldBe(category);
    }

    private static string? FindCorpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var corpus = Path.Combine(folder.FullName, "shared", "corpus", "hub");
            if (Directory.Exists(corpus)) return corpus;
        }
        return null;
    }
}
