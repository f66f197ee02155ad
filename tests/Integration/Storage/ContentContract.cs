using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Storage.Versions;

namespace Assay.Tests.Integration.Storage;

/// <summary>Versions, facts, analysers, content leases, file stamps.</summary>
public abstract class ContentContract(IStorageHome home) : LedgerContract(home)
{
    [Fact]
    public async Task A_version_is_read_back_as_it_was_written_with_its_files_in_ordinal_order()
    {
        var refused = new VersionFile { Path = "Z/link", Size = 0, State = FileState.Refused, Note = "A link." };
        var lfs = Samples.StoredFile("a.bin") with { DeclaredGitBlob = GitBlobDigest.Parse(new string('b', 40)), DeclaredSha256 = default };
        var version = Samples.Version("org/" + Guid.NewGuid(), lfs, refused, Samples.OutlinedFile("b"), Samples.StoredFile("\uE000"), Samples.StoredFile("\U0001F600"));
        var scan = await CompleteAsync(new TaskResult { Version = version });
        (await ReadAsync(scan)).Scan.VersionId.ShouldBe(version.Id);
        var read = (await Bed.Versions.ReadAsync(version.Id, Token)).ShouldNotBeNull();
        AsJson(read).ShouldBe(AsJson(version with { Files = [.. version.Files.OrderBy(f => f.Path, StringComparer.Ordinal)] }));
    }

    [Fact]
    public async Task A_version_without_files_notes_or_metadata_is_a_version()
    {
        var version = Samples.Version("org/" + Guid.NewGuid()) with { Metadata = null, Notes = [], Revision = null, RepositoryId = null };
        await CompleteAsync(new TaskResult { Version = version });
        AsJson(await Bed.Versions.ReadAsync(version.Id, Token)).ShouldBe(AsJson(version));
        (await Bed.Versions.ReadAsync(Guid.NewGuid(), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task An_equal_version_is_stored_once()
    {
        var version = Samples.Version("org/" + Guid.NewGuid(), Samples.StoredFile("a"), Samples.StoredFile("b"));
        await CompleteAsync(new TaskResult { Version = version });
        var again = version with { Id = Guid.CreateVersion7(), ResolvedAt = version.ResolvedAt.AddDays(1) };
        (await ReadAsync(await CompleteAsync(new TaskResult { Version = again }))).Scan.VersionId.ShouldBe(version.Id);
        (await Bed.Versions.ReadAsync(again.Id, Token)).ShouldBeNull();
        var renamed = again with { Name = version.Name + "2" };
        (await ReadAsync(await CompleteAsync(new TaskResult { Version = renamed }))).Scan.VersionId.ShouldBe(again.Id);
    }

    [Fact]
    public async Task A_scan_keeps_what_its_models_bases_resolved_to_and_another_scan_of_the_version_its_own()
    {
        var version = Samples.Version("org/" + Guid.NewGuid(), Samples.StoredFile("a"));
        BaseModel[] bases = [new("org/base\ud800", [Samples.File("model.onnx"), Samples.File("config.json")]), new("absent", [])];
        var with = (await ReadAsync(await CompleteAsync(new TaskResult { Version = version, Bases = bases }))).Scan;
        with.Bases.Select(b => b.Files.Count).ShouldBe([2, 0]);
        with.Bases[0].Files.ShouldBe(bases[0].Files);
        with.Bases[1].Name.ShouldBe("absent");
        (await ReadAsync(await CompleteAsync(new TaskResult { Version = version }))).Scan.Bases.ShouldBeEmpty();
        (await ReadAsync(with.Id)).Scan.Bases.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_versions_of_a_hubs_name_are_found_the_newest_first()
    {
        var name = "org/" + Guid.NewGuid();
        var old = Samples.Version(name, Samples.StoredFile("a")) with { RepositoryId = "1", ResolvedAt = Samples.Noon };
        var recent = Samples.Version(name, Samples.StoredFile("b")) with { RepositoryId = "1", ResolvedAt = Samples.Noon.AddDays(1) };
        var local = Samples.Version(name, Samples.StoredFile("c")) with { RepositoryId = null, ResolvedAt = Samples.Noon.AddDays(2) };
        foreach (var version in new[] { recent, old, local }) await CompleteAsync(new TaskResult { Version = version });
        (await Bed.Versions.NewestAsync(name, Token)).ShouldBe([recent.Id, old.Id]);
        (await Bed.Versions.NewestAsync("org/none", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Equal_versions_written_at_once_are_stored_once()
    {
        var version = Samples.Version("org/" + Guid.NewGuid(), [.. Enumerable.Range(0, 20).Select(i => Samples.StoredFile("f" + i))]);
        await Bed.Ledger.SubmitAsync([.. Enumerable.Range(0, 8).Select(_ => Samples.NewScan())], Token);
        var claims = await Bed.Ledger.ClaimAsync(Stage.Ingest, Lane.Normal, "w", 8, Lease, Token);
        await Task.WhenAll(claims.Select(c =>
            Bed.Ledger.CompleteAsync(c, new TaskResult { Version = version with { Id = Guid.CreateVersion7() } }, Token)));
        var ids = new HashSet<Guid?>();
        foreach (var claim in claims) ids.Add((await ReadAsync(claim.Scan.Id)).Scan.VersionId);
        (await Bed.Versions.ReadAsync(ids.ShouldHaveSingleItem().ShouldNotBeNull(), Token))!.Files.Count.ShouldBe(20);
    }

    [Fact]
    public async Task Hostile_names_in_a_version_are_kept_apart()
    {
        var long64K = new string('n', 65_536);
        var version = Samples.Version(long64K, Samples.StoredFile("a\0"), Samples.StoredFile("a\ufffd"), Samples.StoredFile(long64K));
        await CompleteAsync(new TaskResult { Version = version });
        (await Bed.Versions.ReadAsync(version.Id, Token))!.Files.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_fact_is_read_back_as_it_was_written_and_never_overwritten()
    {
        var fact = Samples.Fact("fact " + Guid.NewGuid());
        var newer = fact with { Key = fact.Key with { Version = 2 } };
        await CompleteAsync(new TaskResult { Facts = [fact, newer] });
        await CompleteAsync(new TaskResult { Facts = [fact with { Body = new FactBody { Reason = "other" } }] });
        var read = await Bed.Facts.ReadAsync([fact.Key.Subject, Samples.Digest("unknown")], Token);
        read.OrderBy(f => f.Key.Version).Select(AsJson).ShouldBe([AsJson(fact), AsJson(newer)]);
        (await Bed.Facts.ReadAsync([], Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Facts_about_more_subjects_than_one_query_takes_are_read()
    {
        var prefix = Guid.NewGuid().ToString();
        var facts = Enumerable.Range(0, 2100).Select(i => Samples.Fact(prefix + i, message: "m")).ToList();
        await CompleteAsync(new TaskResult { Facts = facts });
        var read = await Bed.Facts.ReadAsync([.. facts.Select(f => f.Key.Subject)], Token);
        read.Select(f => f.Key).ToHashSet().SetEquals(facts.Select(f => f.Key)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_catalogue_keeps_the_newest_announcement_of_each_analyser()
    {
        var id = "a" + Guid.NewGuid().ToString("N");
        var second = new AnalyserDescriptor(id, 2, Stage.Inspect, Maturity.Enforcing, ["pickle"], Samples.Digest("s"), Samples.Digest("r"));
        await Bed.Analysers.AnnounceAsync([second], Token);
        await Bed.Analysers.AnnounceAsync([second with { Version = 1, Accepts = ["*"] }], Token);
        (await AnnouncedAsync(id)).Version.ShouldBe(2);
        await Bed.Analysers.AnnounceAsync([second with { Rules = Samples.Digest("new rules") }], Token);
        (await AnnouncedAsync(id)).Rules.ShouldBe(Samples.Digest("new rules"));
        await Bed.Analysers.AnnounceAsync([second with { Version = 3 }], Token);
        (await AnnouncedAsync(id)).Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_content_lease_is_held_by_one_owner_until_it_lapses_or_is_given_back()
    {
        string[] keys = ["k1" + Guid.NewGuid(), "k2" + Guid.NewGuid(), "k3" + Guid.NewGuid()];
        (await Bed.Leases.TakeAsync(keys[..2], "a", Lease, Token)).ShouldBe(keys[..2], ignoreOrder: true);
        (await Bed.Leases.TakeAsync(keys, "b", Lease, Token)).ShouldBe([keys[2]]);
        (await Bed.Leases.TakeAsync(keys, "a", Lease, Token)).ShouldBe(keys[..2], ignoreOrder: true);
        await Bed.Leases.ReleaseAsync(keys, "b", Token);
        (await Bed.Leases.TakeAsync(keys, "c", Lease, Token)).ShouldBe([keys[2]]);
        Bed.Time.Advance(Lease);
        (await Bed.Leases.TakeAsync(keys, "d", Lease, Token)).ShouldBe(keys, ignoreOrder: true);
        (await Bed.Leases.TakeAsync([], "d", Lease, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_who_take_a_content_lease_at_once_one_gets_it()
    {
        var keys = Enumerable.Range(0, 20).Select(i => $"{i} {Guid.NewGuid()}").ToArray();
        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Bed.Leases.TakeAsync(i % 2 == 0 ? keys : [.. keys.Reverse()], "owner" + i, Lease, Token)));
        taken.SelectMany(t => t).Order().ShouldBe(keys.Order());
    }

    [Fact]
    public async Task File_stamps_are_remembered_by_path_and_replaced()
    {
        var prefix = "/models/" + Guid.NewGuid() + "/";
        var stamps = Enumerable.Range(0, 1500).ToDictionary(
            i => prefix + i, i => new FileStamp("dev:1:" + i, Samples.Digest("bytes" + i), GitBlobDigest.Parse(new string('c', 40))));
        await Bed.Stamps.WriteAsync(stamps, Token);
        var changed = stamps[prefix + 7] with { Identity = "dev:1:changed" };
        await Bed.Stamps.WriteAsync(new Dictionary<string, FileStamp> { [prefix + 7] = changed }, Token);
        stamps[prefix + 7] = changed;
        var read = await Bed.Stamps.ReadAsync([.. stamps.Keys, "/unknown", prefix + 1], Token);
        read.Count.ShouldBe(1500);
        read.ShouldAllBe(s => stamps[s.Key] == s.Value);
    }

    private async Task<AnalyserDescriptor> AnnouncedAsync(string id) => (await Bed.Analysers.ReadAsync(Token)).Where(d => d.Id == id).ShouldHaveSingleItem();

    private async Task<Guid> CompleteAsync(TaskResult result)
    {
        await SubmitAsync();
        var claim = await ClaimOneAsync();
        (await Bed.Ledger.CompleteAsync(claim, result, Token)).Value.ShouldBeTrue();
        return claim.Scan.Id;
    }

    private static string AsJson<T>(T value) => JsonSerializer.Serialize(value, AssayJson.Options);
}
