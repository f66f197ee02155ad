using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Domain.Trust;
using Assay.Domain.Versions;

namespace Assay.Tests.Integration.Storage;

/// <summary>Lists of known files, and what of all trust bears on a version.</summary>
public abstract class TrustContract(IStorageHome home) : LedgerContract(home)
{
    [Fact]
    public async Task A_list_is_kept_whole_and_removed_whole()
    {
        var list = List(ListKind.Good) with { Reason = "ours", ExpiresAt = Bed.Time.GetUtcNow().AddDays(1), Entries = 25_000, Precedence = 7 };

        (await Bed.Lists.ImportAsync(list, Entries(25_000), replace: false, Token)).ShouldBeTrue();

        (await Bed.Lists.FindAsync(list.Name, Token)).ShouldBe(list);
        (await Bed.Lists.ListAsync(Token)).ShouldContain(list);
        (await Bed.Lists.EntriesAsync(list.Id, 30_000, Token)).Count.ShouldBe(25_000);
        (await Bed.Lists.EntriesAsync(list.Id, 5, Token)).Count.ShouldBe(5);
        (await Bed.Lists.RemoveAsync(list.Name, Token)).ShouldBeTrue();
        (await Bed.Lists.RemoveAsync(list.Name, Token)).ShouldBeFalse();
        (await Bed.Lists.FindAsync(list.Name, Token)).ShouldBeNull();
        (await Bed.Lists.EntriesAsync(list.Id, 5, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_is_taken_until_its_list_is_replaced()
    {
        var first = List(ListKind.Good);
        var second = List(ListKind.Bad) with { Name = first.Name };
        await Bed.Lists.ImportAsync(first, Entries(3), replace: false, Token);

        (await Bed.Lists.ImportAsync(second, Entries(2), replace: false, Token)).ShouldBeFalse();
        (await Bed.Lists.FindAsync(first.Name, Token))!.Id.ShouldBe(first.Id);
        (await Bed.Lists.ImportAsync(second, Entries(2), replace: true, Token)).ShouldBeTrue();
        (await Bed.Lists.FindAsync(first.Name, Token))!.Id.ShouldBe(second.Id);
        (await Bed.Lists.EntriesAsync(first.Id, 5, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_import_that_breaks_off_leaves_nothing_and_the_old_list_standing()
    {
        var old = List(ListKind.Good);
        await Bed.Lists.ImportAsync(old, Entries(1), replace: false, Token);
        var before = await Bed.Trust.StateAsync(Token);
        var broken = List(ListKind.Good) with { Name = old.Name };

        await Should.ThrowAsync<InvalidDataException>(() => Bed.Lists.ImportAsync(broken, Breaking(), replace: true, Token));

        (await Bed.Lists.FindAsync(old.Name, Token))!.Id.ShouldBe(old.Id);
        (await Bed.Lists.EntriesAsync(broken.Id, 5, Token)).ShouldBeEmpty();
        (await Bed.Trust.StateAsync(Token)).ShouldBe(before);
    }

    [Fact]
    public async Task The_state_of_trust_changes_with_each_list_and_when_one_expires()
    {
        var start = await Bed.Trust.StateAsync(Token);
        var list = List(ListKind.Good) with { ExpiresAt = Bed.Time.GetUtcNow().AddHours(1) };
        await Bed.Lists.ImportAsync(list, Entries(1), replace: false, Token);
        var with = await Bed.Trust.StateAsync(Token);
        (await Bed.Trust.StateAsync(Token)).ShouldBe(with);
        Bed.Time.Advance(TimeSpan.FromHours(2));

        with.ShouldNotBe(start);
        (await Bed.Trust.StateAsync(Token)).ShouldBe(start);
    }

    [Fact]
    public async Task Bytes_are_found_on_lists_wherever_they_are_and_paths_within_their_model_only()
    {
        var mark = Guid.NewGuid().ToString("N");
        var version = Version($"org/{mark}", Samples.Digest(mark + "a"), Samples.Digest(mark + "b"));
        var (good, bad) = (List(ListKind.Good), List(ListKind.Bad));
        var here = new ModelScope(version.Name, null);
        await Bed.Lists.ImportAsync(good, [
            new(Samples.Digest(mark + "a"), "x", null, null), new(Samples.Digest(mark + "other"), "b", here, "ours"),
            new(Samples.Digest(mark + "b"), "b", new("org/elsewhere", null), null), new(Samples.Digest(mark + "b"), "b", here with { Revision = "another" }, null)], false, Token);
        await Bed.Lists.ImportAsync(bad, [new(Samples.Digest(mark + "b"), null, new("org/elsewhere", null), "evil")], false, Token);

        var records = (await Bed.Trust.ReadAsync(version, "/local", Token)).Records;

        records.Lists.Where(h => h.List.Id == good.Id).Select(h => (h.Entry.Sha256, h.Entry.Path, h.Entry.Reason)).ShouldBe(
            [(Samples.Digest(mark + "a"), "x", null), (Samples.Digest(mark + "other"), "b", "ours")], ignoreOrder: true);
        records.Lists.Where(h => h.List.Id == bad.Id).ShouldHaveSingleItem().Entry.Reason.ShouldBe("evil");
        (await Bed.Trust.ReadAsync(version, "/local", Token)).Records.Digest().ShouldBe(records.Digest());
    }

    [Fact]
    public async Task A_list_that_does_not_know_a_version_changes_the_state_and_nothing_for_the_version()
    {
        var version = Version("/models/" + Guid.NewGuid().ToString("N"), Samples.Digest(Guid.NewGuid().ToString()));
        var before = await Bed.Trust.ReadAsync(version, version.Name, Token);

        await Bed.Lists.ImportAsync(List(ListKind.Bad), Entries(3), replace: false, Token);
        var after = await Bed.Trust.ReadAsync(version, version.Name, Token);

        after.State.ShouldNotBe(before.State);
        after.Records.Digest().ShouldBe(before.Records.Digest());
    }

    [Fact]
    public async Task A_digest_that_a_hostile_list_repeats_is_found_once()
    {
        var digest = Samples.Digest(Guid.NewGuid().ToString());
        await Bed.Lists.ImportAsync(List(ListKind.Good), Enumerable.Range(0, 5000).Select(i => new ListEntry(digest, $"f{i}", null, null)), false, Token);

        (await Bed.Trust.ReadAsync(Version("/m", digest), "/m", Token)).Records.Lists.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Names_that_stood_for_something_else_are_remembered_even_where_the_commits_are_the_same()
    {
        var name = "org/" + Guid.NewGuid().ToString("N");
        var first = Hub(name, "id-1-" + name);
        await StoreAsync(first);
        Bed.Time.Advance(TimeSpan.FromMinutes(1));
        var second = Hub(name, "id-2-" + name);
        var stored = await StoreAsync(second);

        stored.RepositoryId.ShouldBe(second.RepositoryId);
        (await Bed.Trust.ReadAsync(first, "hf://" + name, Token)).Records.Names.ShouldBeEmpty();
        (await Bed.Trust.ReadAsync(stored, "hf://" + name, Token)).Records.Names.ShouldBe([new(name, first.RepositoryId!, first.ResolvedAt)]);
        Bed.Time.Advance(TimeSpan.FromMinutes(1));
        var renamed = Hub(name + "-new", first.RepositoryId!);
        var records = (await Bed.Trust.ReadAsync(renamed, $"hf://{name}@main", Token)).Records;
        records.RequestedName.ShouldBe(name);
        records.Names.Select(n => n.RepositoryId).ShouldBe([first.RepositoryId!, second.RepositoryId!]);
    }

    [Fact]
    public async Task Files_of_a_hub_model_are_known_by_path_and_digest_where_they_were_what_it_declared()
    {
        var name = "org/" + Guid.NewGuid().ToString("N");
        var honest = Samples.Digest(name + "honest");
        var wrong = Samples.Digest(name + "wrong");
        await StoreAsync(Hub(name, "id", new() { Path = "a", Size = 1, State = FileState.Stored, Sha256 = honest, DeclaredSha256 = honest },
            new() { Path = "b", Size = 1, State = FileState.Stored, Sha256 = wrong, DeclaredSha256 = honest }));

        (await Bed.KnownFiles.ReadAsync(name, [honest, wrong], Token)).ShouldBe([("a", honest)]);
        (await Bed.KnownFiles.ReadAsync("org/unknown", [honest, wrong], Token)).ShouldBeEmpty();
    }

    private static TrustedList List(ListKind kind) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = "list " + Guid.NewGuid().ToString("N"),
        Kind = kind,
        Format = ListFormat.Csv,
        Digest = Samples.Digest("list"),
        ImportedBy = "tester",
        ImportedAt = Samples.Noon,
        Entries = 1,
    };

    private static IEnumerable<ListEntry> Entries(int count) =>
        Enumerable.Range(0, count).Select(i => new ListEntry(Samples.Digest($"entry {i}"), $"ü\0{i}", i % 2 == 0 ? new("org/m", "c") : null, null));

    private static IEnumerable<ListEntry> Breaking()
    {
        foreach (var entry in Entries(15_000)) yield return entry;
        throw new InvalidDataException("the list is damaged");
    }

    private static ModelVersion Version(string name, params Sha256Digest[] digests)
    {
        var files = digests.Select((d, i) => new VersionFile { Path = $"{(char)('a' + i)}", Size = 1, State = FileState.Stored, Sha256 = d }).ToList();
        return new() { Id = Guid.CreateVersion7(), Source = "file", Name = name, ListingDigest = VersionListing.Digest(files), Files = files };
    }

    private ModelVersion Hub(string name, string repository, params VersionFile[] files) => new()
    {
        Id = Guid.CreateVersion7(),
        Source = "hf",
        Name = name,
        RepositoryId = repository,
        Revision = "c0ffee",
        ListingDigest = VersionListing.Digest(files),
        Files = files,
        ResolvedAt = Bed.Time.GetUtcNow(),
    };

    /// <summary>Ends an Ingest task with the version, and reads what the scan then has.</summary>
    private async Task<ModelVersion> StoreAsync(ModelVersion version)
    {
        await DrainAsync();
        var scan = await SubmitAsync();
        (await Bed.Ledger.CompleteAsync(await ClaimOneAsync(), new TaskResult { Version = version }, Token)).Value.ShouldBeTrue();
        var id = (await ReadAsync(scan)).Scan.VersionId.ShouldNotBeNull();
        return (await Bed.Versions.ReadAsync(id, Token)).ShouldNotBeNull();
    }
}
