using Assay.Contracts.Values;
using Assay.Domain.Scans;
using static Assay.Tests.Unit.Domain.Scans.Example;

namespace Assay.Tests.Unit.Domain.Scans;

public sealed class ScanPlannerTests
{
    private readonly ScanPlanner _planner = new(Guid.CreateVersion7);

    [Fact]
    public void A_new_version_is_verified_and_every_stored_file_inspected()
    {
        var version = Version(File("a"), File("b"), File("link", Assay.Domain.Versions.FileState.Refused));
        var tasks = _planner.Examination(Scan(), version, Catalog, new([]));
        tasks.Select(t => t.Stage).ShouldBe([Stage.HashVerify, Stage.Inspect]);
        tasks[1].Subject.Files.Select(f => f.Path).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Nothing_is_planned_where_every_fact_is_known()
    {
        var (a, b) = (File("a"), File("b"));
        var version = Version(a, b);
        var facts = new KnownFacts([FactOf(Verifier, version.ListingDigest), WalkOf(a, "text"), WalkOf(b, "pickle"), FactOf(Pickle, b.Sha256)]);
        _planner.Examination(Scan(), version, Catalog, facts).ShouldBeEmpty();
        _planner.Examination(Scan(refresh: true), version, Catalog, facts).Count.ShouldBe(2);
    }

    [Fact]
    public void A_new_analyser_version_looks_again_at_what_it_accepts_and_at_nothing_else()
    {
        var (text, pickle) = (File("a"), File("b"));
        var version = Version(text, pickle);
        var facts = new KnownFacts([FactOf(Verifier, version.ListingDigest), WalkOf(text, "text"), WalkOf(pickle, "pickle"), FactOf(Pickle, pickle.Sha256)]);
        var upgraded = Catalog.Select(a => a.Id == "pickle" ? a with { Version = 2 } : a).ToList();
        _planner.Examination(Scan(), version, upgraded, facts).ShouldHaveSingleItem().Subject.Files.ShouldHaveSingleItem().Path.ShouldBe("b");
    }

    [Fact]
    public void Other_rules_look_again_too()
    {
        var pickle = File("b");
        var version = Version(pickle);
        var facts = new KnownFacts([FactOf(Verifier, version.ListingDigest), WalkOf(pickle, "pickle"), FactOf(Pickle, pickle.Sha256)]);
        var changed = Catalog.Select(a => a.Id == "pickle" ? a with { Rules = Sha("new rules") } : a).ToList();
        _planner.Examination(Scan(), version, changed, facts).Count.ShouldBe(1);
    }

    [Fact]
    public void Small_files_share_a_task_and_large_ones_have_their_own()
    {
        var files = Enumerable.Range(0, 130).Select(i => File($"f{i}")).Append(File("big", size: ScanPlanner.BytesPerTask * 2)).ToArray();
        var tasks = _planner.Examination(Scan(), Version(files), Catalog, new([])).Where(t => t.Stage == Stage.Inspect).ToList();
        tasks.Select(t => t.Subject.Files.Count).ShouldBe([64, 64, 2, 1]);
    }

    [Fact]
    public void Equal_bytes_under_two_names_are_inspected_once()
    {
        var a = File("a");
        var tasks = _planner.Examination(Scan(), Version(a, a with { Path = "copy" }), Catalog, new([]));
        tasks.Single(t => t.Stage == Stage.Inspect).Subject.Files.Count.ShouldBe(1);
    }

    [Fact]
    public void Without_any_inspector_announced_the_task_waits_in_the_queue_and_is_not_left_out() =>
        _planner.Examination(Scan(), Version(File("a")), [], new([])).Select(t => t.Stage).ShouldBe([Stage.HashVerify, Stage.Inspect]);

    [Fact]
    public void A_model_is_probed_with_the_unknown_files_beside_it()
    {
        var (model, data, other, readme) = (File("m/model.onnx"), File("m/model.data"), File("x/blob"), File("m/README"));
        var version = Version(model, data, other, readme);
        var facts = new KnownFacts([WalkOf(model, "onnx"), WalkOf(data, "unknown"), WalkOf(other, "unknown"), WalkOf(readme, "text")]);
        var task = _planner.Probes(Scan(Depth.Probe), version, Catalog, facts).ShouldHaveSingleItem();
        task.Subject.Files.Single().Path.ShouldBe("m/model.onnx");
        task.Subject.Companions.Single().Path.ShouldBe("m/model.data");
    }

    [Fact]
    public void A_probed_model_is_not_probed_again_unless_its_data_changed()
    {
        var model = File("model.onnx");
        var version = Version(model);
        _planner.Probes(Scan(Depth.Probe), version, Catalog, new([WalkOf(model, "onnx"), FactOf(Load, model.Sha256)])).ShouldBeEmpty();

        var data = File("model.data");
        var facts = new KnownFacts([WalkOf(model, "onnx"), WalkOf(data, "unknown"), FactOf(Load, model.Sha256)]);
        _planner.Probes(Scan(Depth.Probe), Version(model, data), Catalog, facts).Count.ShouldBe(1);
    }
}
