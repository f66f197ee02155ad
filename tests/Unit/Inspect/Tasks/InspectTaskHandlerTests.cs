using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Inspect;
using Assay.Inspect.Analysers.Pickle;
using Assay.Inspect.Tasks;
using Assay.Storage.Blobs;
using Assay.Storage.Facts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using AnalyserCatalog = Assay.Analysis.Catalog.AnalyserCatalog;

namespace Assay.Tests.Unit.Inspect.Tasks;

public sealed class InspectTaskHandlerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-test-").FullName;
    private readonly IFactRepository _facts = Substitute.For<IFactRepository>();
    private readonly IContentLeases _leases = Substitute.For<IContentLeases>();
    private readonly IBlobStore _blobs = Substitute.For<IBlobStore>();
    private readonly List<Fact> _known = [];
    private readonly ServiceProvider _services;

    public InspectTaskHandlerTests()
    {
        _facts.ReadAsync(default!, default).ReturnsForAnyArgs(_ => (IReadOnlyList<Fact>)[.. _known]);
        _leases.TakeAsync(default!, default!, default, default).ReturnsForAnyArgs(c => new HashSet<string>(c.Arg<IReadOnlyCollection<string>>() ?? []));
        _services = new ServiceCollection()
            .AddSingleton(_facts).AddSingleton(_leases).AddSingleton(_blobs)
            // One analyser: which of the others accept a file is their own tests' matter.
            .AddSingleton(new AnalyserCatalog([new PickleAnalyser()], []))
            .AddSingleton(new InspectOptions { WaitForOthers = TimeSpan.FromMilliseconds(200), PollInterval = TimeSpan.FromMilliseconds(5) })
            .AddLogging().AddInspect(new ConfigurationBuilder().Build()).BuildServiceProvider();
    }

    private InspectTaskHandler Handler => _services.GetRequiredService<InspectTaskHandler>();

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SubjectFile Store(string path, byte[] bytes)
    {
        var digest = Sha256Digest.FromBytes(System.Security.Cryptography.SHA256.HashData(bytes));
        var file = Path.Combine(_folder, digest.Hex);
        File.WriteAllBytes(file, bytes);
        _blobs.OpenAsync(digest, Arg.Any<CancellationToken>()).Returns(_ => new BlobHandle(digest, file, File.OpenHandle(file)));
        return new(path, digest, bytes.Length);
    }

    private Task<TaskOutcome> Handle(params SubjectFile[] files) => Handle(refresh: false, files);

    private Task<TaskOutcome> Handle(bool refresh, params SubjectFile[] files)
    {
        var scan = new Scan
        {
            Id = Guid.NewGuid(),
            RunId = Guid.NewGuid(),
            Target = "m",
            Lane = Lane.Normal,
            Depth = Depth.Full,
            PolicyDigest = default,
            Refresh = refresh,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        var task = new ScanTask
        {
            Id = Guid.NewGuid(),
            ScanId = scan.Id,
            Stage = Stage.Inspect,
            Lane = Lane.Normal,
            State = TaskState.Leased,
            Subject = TaskSubject.Of(files),
            Attempt = 1,
        };
        return Handler.HandleAsync(new(task, scan), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_file_gets_the_walks_fact_and_one_of_each_analyser_that_accepts_it()
    {
        var outcome = await Handle(Store("model.pkl", ExampleModels.CanaryPickle()), Store("dot.gif", "GIF89a"u8.ToArray()));
        outcome.Result!.Facts.Select(f => f.Key.Analyser).ShouldBe([AnalyserDescriptor.WalkId, "pickle", AnalyserDescriptor.WalkId]);
        outcome.Result.Facts[0].Body.Formats.ShouldBe([FileFormat.Pickle]);
        outcome.Result.Facts[1].Body.Findings.ShouldHaveSingleItem().Rule.ShouldBe("ASY-PKL-001");
        var announced = _services.GetRequiredService<InspectDescriptors>();
        outcome.Result.Facts.ShouldAllBe(f => announced.Any(d => d.KeyFor(f.Key.Subject) == f.Key));
    }

    [Fact]
    public async Task Known_facts_are_not_found_out_again()
    {
        var file = Store("model.pkl", ExampleModels.CanaryPickle());
        _known.AddRange((await Handle(file)).Result!.Facts);
        _blobs.ClearReceivedCalls();
        (await Handle(file)).Result!.Facts.ShouldBeEmpty();
        await _blobs.DidNotReceiveWithAnyArgs().OpenAsync(default, default);
    }

    [Fact]
    public async Task Only_the_missing_analyser_is_run()
    {
        var file = Store("model.pkl", ExampleModels.CanaryPickle());
        _known.AddRange((await Handle(file)).Result!.Facts.Where(f => f.Key.Analyser == AnalyserDescriptor.WalkId));
        (await Handle(file)).Result!.Facts.ShouldHaveSingleItem().Key.Analyser.ShouldBe("pickle");
    }

    [Fact]
    public async Task A_refresh_does_not_count_older_facts()
    {
        var file = Store("model.pkl", ExampleModels.CanaryPickle());
        _known.AddRange((await Handle(file)).Result!.Facts);
        (await Handle(refresh: true, file)).Result!.Facts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Missing_bytes_are_a_transient_failure_that_names_the_file()
    {
        var outcome = await Handle(new SubjectFile("gone.pkl", Sha256Digest.OfNothing, 0));
        outcome.Failure!.Category.ShouldBe(FailureCategory.Transient);
        outcome.Failure.Message.ShouldContain("gone.pkl");
        outcome.Failure.Message.ShouldContain("bytes are missing from the store");
    }

    [Fact]
    public async Task Work_that_somebody_else_does_is_waited_for()
    {
        var file = Store("model.pkl", ExampleModels.CanaryPickle());
        var facts = (await Handle(file)).Result!.Facts;
        _leases.TakeAsync(default!, default!, default, default).ReturnsForAnyArgs(_ =>
        {
            _known.AddRange(facts);
            return new HashSet<string>();
        });
        _blobs.ClearReceivedCalls();
        (await Handle(file)).Result!.Facts.ShouldBeEmpty();
        await _blobs.DidNotReceiveWithAnyArgs().OpenAsync(default, default);
    }

    [Fact]
    public async Task Work_that_somebody_else_does_not_finish_is_done_all_the_same()
    {
        var file = Store("model.pkl", ExampleModels.CanaryPickle());
        _leases.TakeAsync(default!, default!, default, default).ReturnsForAnyArgs(_ => new HashSet<string>());
        (await Handle(file)).Result!.Facts.Count.ShouldBe(2);
        await _leases.ReceivedWithAnyArgs(1).ReleaseAsync(default!, default!, default);
    }
}
