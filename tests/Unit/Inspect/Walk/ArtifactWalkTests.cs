using System.IO.Compression;
using Assay.Analysis;
using Assay.Analysis.Catalog;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats;
using Assay.Inspect.Walk;
using Assay.Tests.Unit.Formats;
using FsCheck;
using FsCheck.Fluent;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Assay.Tests.Unit.Inspect.Walk;

public sealed class ArtifactWalkTests
{
    private static readonly byte[] Canary = ExampleModels.CanaryPickle();

    private static IAnalyser Analyser(string id)
    {
        var analyser = Substitute.For<IAnalyser>();
        var rule = new Rule("ASY-TST-001", "Test", Severity.Low, "Reason.", "Remedy.", "Example.", ["CWE-1"]);
        analyser.Manifest.Returns(new AnalyserManifest(id, 1, Maturity.Advisory, ["pickle"], [rule]));
        return analyser;
    }

    [Fact]
    public async Task A_payload_is_found_through_every_container()
    {
        var nested = SampleArchives.Gzip(SampleArchives.Tar(("model/inner.zip", SampleArchives.Zip(CompressionLevel.Optimal, ("archive/data.pkl", Canary)))));
        var result = await Samples.RunAsync(nested);
        result.Formats.ShouldBe([FileFormat.Gzip, FileFormat.Tar, FileFormat.TorchZip, FileFormat.Pickle]);
        var finding = Samples.FindingsOf(result).ShouldHaveSingleItem();
        finding.Rule.ShouldBe("ASY-PKL-001");
        finding.Location.Path.ShouldBe("");
        finding.Location.Member.ShouldBe("(gzip content)!/model/inner.zip!/archive/data.pkl");
    }

    [Fact]
    public async Task Bytes_that_no_directory_lists_are_examined()
    {
        var findings = await Samples.WalkAsync([.. SampleArchives.Zip(("a.txt", "text"u8.ToArray())), .. Canary]);
        findings.Select(f => f.Rule).ShouldContain("ASY-PKL-001");
        findings.Select(f => f.Rule).ShouldContain("ASY-ARC-006");
    }

    [Theory]
    [InlineData("../../etc/cron.d/job")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\start.bat")]
    [InlineData("C:/x")]
    public async Task Names_that_escape_are_reported(string name) =>
        (await Samples.WalkAsync(SampleArchives.Zip((name, [1])))).Select(f => f.Rule).ShouldContain("ASY-ARC-002");

    [Fact]
    public async Task Depth_members_and_ratio_are_limited_and_make_the_result_partial()
    {
        var deep = Canary;
        for (var i = 0; i < 5; i++) deep = SampleArchives.Zip(("inner", deep));
        var tooDeep = await Samples.RunAsync(deep, new() { Depth = 3 });
        tooDeep.PartialReason.ShouldNotBeNull();
        tooDeep.Findings.Select(f => f.Rule).ShouldContain("ASY-ARC-001");

        var many = await Samples.RunAsync(SampleArchives.Zip([.. Enumerable.Range(0, 20).Select(i => ($"m{i}", new byte[] { 1 }))]), new() { Members = 10 });
        many.PartialReason.ShouldNotBeNull();

        var bomb = SampleArchives.Zip(CompressionLevel.Optimal, ("zeros", new byte[2 << 20]));
        var stopped = await Samples.RunAsync(bomb, new() { Expansion = new() { RatioFloorBytes = 1 << 16 } });
        stopped.Findings.Select(f => f.Rule).ShouldContain("ASY-ARC-001");
        stopped.PartialReason.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_analyser_that_throws_is_named_and_the_others_go_on()
    {
        var broken = Analyser("broken");
        broken.AnalyseAsync(default!, default).ThrowsAsyncForAnyArgs(new InvalidOperationException("a defect"));
        var whole = Analyser("whole");
        whole.AnalyseAsync(default!, default).ReturnsForAnyArgs(new AnalysisResult([], 1));
        var walk = new ArtifactWalk(new AnalyserCatalog([], []), new(), TimeProvider.System);
        var result = await walk.RunAsync(
            Sha256Digest.OfNothing, "", new MemoryByteSource(Canary), Depth.Full, [broken, whole], TestContext.Current.CancellationToken);
        result.Analysers[0].Error!.ShouldContain("'broken'");
        result.Analysers[0].Error!.ShouldContain("a defect");
        result.Analysers[1].Error.ShouldBeNull();
    }

    [Fact]
    public async Task Cancellation_is_not_swallowed()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() =>
            Samples.Walk().RunAsync(Sha256Digest.OfNothing, "", new MemoryByteSource(Canary), Depth.Full, null, cancelled.Token));
    }

    [Fact]
    public async Task An_archive_that_nobody_opens_is_said_to_be_unread()
    {
        var result = await Samples.RunAsync([.. "Rar!\x1a\x07\x01\0"u8, .. new byte[50]]);
        result.Findings.ShouldHaveSingleItem().Rule.ShouldBe("ASY-ARC-007");
        result.PartialReason.ShouldNotBeNull();
    }

    [Fact]
    public void Arbitrary_bytes_are_walked_without_an_error() => Prop.ForAll<byte[]>(bytes =>
        Samples.RunAsync(bytes).GetAwaiter().GetResult().Analysers.ShouldAllBe(a => a.Error == null)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public async Task Mutated_archives_are_walked_without_an_error()
    {
        var random = new Random(411);
        var seed = SampleArchives.Zip(CompressionLevel.Optimal, ("archive/data.pkl", Canary), ("inner.tar", SampleArchives.Tar(("x.pkl", Canary))));
        for (var i = 0; i < 1000; i++)
        {
            var bytes = seed.ToArray();
            for (var n = random.Next(1, 8); n > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            (await Samples.RunAsync(bytes)).Analysers.ShouldAllBe(a => a.Error == null);
        }
    }
}
