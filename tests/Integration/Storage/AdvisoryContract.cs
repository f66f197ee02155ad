using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Lineage;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Storage.Advisories;
using Assay.Storage.Trust;

namespace Assay.Tests.Integration.Storage;

/// <summary>Advisories, whom they concern, and who is told.</summary>
public abstract class AdvisoryContract(IStorageHome home) : LedgerContract(home)
{
    private readonly string _mark = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Ids_are_given_in_order_and_every_revision_is_kept()
    {
        var prefix = "A" + _mark[..8].ToUpperInvariant();
        var first = await IssueAsync(File("a"), prefix);
        var second = await IssueAsync(File("b"), prefix);
        var year = Bed.Time.GetUtcNow().Year;
        var changed = await Bed.Advisories.ModifyAsync(first with { Title = "Another" }, "bob", Token);
        var stale = await Bed.Advisories.ModifyAsync(first with { Title = "Late" }, "eve", Token);
        var withdrawn = await Bed.Advisories.WithdrawAsync(first.Id, "wrong", "ada", Token);

        (first.Id, second.Id).ShouldBe(($"{prefix}-{year}-0001", $"{prefix}-{year}-0002"));
        stale.Refusal.ShouldNotBeNull().ShouldContain("revision 2");
        (changed.Advisory!.Revision, withdrawn.Advisory!.Revision).ShouldBe((2, 3));
        var history = await Bed.Advisories.HistoryAsync(first.Id, Token);
        history.Select(h => (h.Kind, h.Actor, h.Advisory.Title)).ShouldBe([
            (AdvisoryChangeKind.Issued, "ada", "Bad"), (AdvisoryChangeKind.Modified, "bob", "Another"), (AdvisoryChangeKind.Withdrawn, "ada", "Another")]);
        (await Bed.Advisories.FindAsync(first.Id, Token)).ShouldNotBeNull().WithdrawnReason.ShouldBe("wrong");
        (await Bed.Advisories.WithdrawAsync(first.Id, "again", "ada", Token)).Refusal.ShouldNotBeNull();
        (await Bed.Advisories.ModifyAsync(first with { Revision = 3 }, "ada", Token)).Refusal.ShouldNotBeNull().ShouldContain("withdrawn");
        (await Bed.Advisories.WithdrawAsync("nothing", "x", "ada", Token)).IsUnknown.ShouldBeTrue();
    }

    [Fact]
    public async Task Many_at_once_get_ids_of_their_own_and_pages_have_each_once()
    {
        var prefix = "B" + _mark[..8].ToUpperInvariant();
        var issued = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => IssueAsync(File("p" + i), prefix))));
        var listed = new List<string>();
        for (long? after = 0; after is { } last;)
        {
            var page = await Bed.Advisories.ListAsync(last, 5, Token);
            listed.AddRange(page.Revisions.Select(r => r.Advisory.Id));
            after = page.Next;
        }

        issued.Select(a => a.Id).Distinct().Count().ShouldBe(12);
        listed.ShouldBeUnique();
        issued.Select(a => a.Id).ShouldBeSubsetOf(listed);
    }

    [Fact]
    public async Task An_import_takes_what_is_newer_of_the_same_issuer_only()
    {
        var theirs = Record(File("x")) with { Id = "AVID-" + _mark, Issuer = "AVID", IssuedAt = Samples.Noon, ModifiedAt = Samples.Noon };

        (await Bed.Advisories.ImportAsync(theirs, "ada", Token)).IsChanged.ShouldBeTrue();
        (await Bed.Advisories.ImportAsync(theirs with { Title = "Same time" }, "ada", Token)).IsChanged.ShouldBeFalse();
        (await Bed.Advisories.ImportAsync(theirs with { Issuer = "Somebody" }, "ada", Token)).Refusal.ShouldNotBeNull().ShouldContain("issued by 'AVID'");
        var newer = await Bed.Advisories.ImportAsync(theirs with { Title = "Newer", ModifiedAt = Samples.Noon.AddDays(1) }, "ada", Token);

        newer.Advisory.ShouldNotBeNull().Revision.ShouldBe(2);
        (await Bed.Advisories.FindAsync(theirs.Id, Token)).ShouldNotBeNull().Title.ShouldBe("Newer");
    }

    [Fact]
    public async Task A_version_is_concerned_by_bytes_name_repository_content_and_declared_base_and_both_ways_say_the_same()
    {
        var version = await StoreAsync("org/" + _mark, "repo" + _mark, Samples.StoredFile(_mark + "w"));
        await Bed.Marks.RecordAsync(version, ["org/base" + _mark], Token);
        var expected = new List<(string Id, MatchClass Class)>();
        foreach (var (target, match) in new[]
        {
            (new AdvisoryTarget(TargetKind.Artifact, version.Files[0].Sha256.Hex), MatchClass.Exact),
            (new AdvisoryTarget(TargetKind.Package, "pkg:huggingface/org/" + _mark), MatchClass.Exact),
            (new AdvisoryTarget(TargetKind.Package, $"pkg:huggingface/org/{_mark}@{version.Revision}"), MatchClass.Exact),
            (new AdvisoryTarget(TargetKind.Repository, "repo" + _mark), MatchClass.Exact),
            (new AdvisoryTarget(TargetKind.Manifest, VersionManifest.DigestOf(version).Hex), MatchClass.Exact),
            (new AdvisoryTarget(TargetKind.Base, "org/base" + _mark), MatchClass.DeclaredDescent),
            (new AdvisoryTarget(TargetKind.Package, "pkg:huggingface/org/base" + _mark), MatchClass.DeclaredDescent),
        })
        {
            var advisory = await IssueAsync(target);
            expected.Add((advisory.Id, match));
            (await Bed.Affected.OfAsync(advisory, 10, Token)).Versions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                a => a.Model.VersionId.ShouldBe(version.Id), a => a.Class.ShouldBe(match), a => a.Manifest.ShouldBe(VersionManifest.DigestOf(version)));
        }
        await IssueAsync(new AdvisoryTarget(TargetKind.Package, $"pkg:huggingface/org/{_mark}@1111"));

        (await ConcerningAsync(version)).Select(m => (m.Advisory.Id, m.Class)).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_tensors_in_another_file_are_found_and_a_common_ancestor_is_not()
    {
        var bad = await StoreAsync("org/bad" + _mark, null, Samples.StoredFile(_mark + "bad"));
        var repacked = await StoreAsync("org/repacked" + _mark, null, Samples.StoredFile(_mark + "part1"), Samples.StoredFile(_mark + "part2"));
        var ancestor = await StoreAsync("org/ancestor" + _mark, null, Samples.StoredFile(_mark + "base"));
        await Bed.Tensors.AddAsync(bad.Files[0].Sha256, [Tensor("1"), Tensor("2"), Tensor("3")], Token);
        await Bed.Tensors.AddAsync(repacked.Files[0].Sha256, [Tensor("1"), Tensor("2")], Token);
        await Bed.Tensors.AddAsync(repacked.Files[1].Sha256, [Tensor("3"), Tensor("more")], Token);
        await Bed.Tensors.AddAsync(ancestor.Files[0].Sha256, [Tensor("1"), Tensor("2"), Tensor("original")], Token);

        var advisory = await IssueAsync(new AdvisoryTarget(TargetKind.Artifact, bad.Files[0].Sha256.Hex));
        var affected = await Bed.Affected.OfAsync(advisory, 10, Token);

        affected.Versions.Select(v => (v.Model.VersionId, v.Class, v.Confidence)).ShouldBe(
            [(bad.Id, MatchClass.Exact, Confidence.High), (repacked.Id, MatchClass.SameTensors, Confidence.High)]);
        (await ConcerningAsync(repacked)).ShouldHaveSingleItem().Class.ShouldBe(MatchClass.SameTensors);
        (await ConcerningAsync(ancestor)).ShouldBeEmpty();
        var tensor = await IssueAsync(new AdvisoryTarget(TargetKind.Tensor, Tensor("original").Digest.Hex));
        (await ConcerningAsync(ancestor)).ShouldHaveSingleItem().Advisory.Id.ShouldBe(tensor.Id);
    }

    [Fact]
    public async Task Tensors_that_are_hashed_after_the_advisory_was_issued_are_found_and_change_the_state()
    {
        var bad = await StoreAsync("org/late" + _mark, null, Samples.StoredFile(_mark + "late"));
        var copy = await StoreAsync("org/copy" + _mark, null, Samples.StoredFile(_mark + "copy"));
        await IssueAsync(new AdvisoryTarget(TargetKind.Artifact, bad.Files[0].Sha256.Hex));
        await Bed.Tensors.AddAsync(bad.Files[0].Sha256, [Tensor("late")], Token);
        await Bed.Tensors.AddAsync(copy.Files[0].Sha256, [Tensor("late")], Token);
        var before = await Bed.Trust.StateAsync(Token);
        (await ConcerningAsync(copy)).ShouldBeEmpty();

        await Bed.Marks.RecordAsync(bad, [], Token);
        await Bed.Marks.RecordAsync(bad, [], Token);

        (await ConcerningAsync(copy)).ShouldHaveSingleItem().Class.ShouldBe(MatchClass.SameTensors);
        (await Bed.Trust.StateAsync(Token)).ShouldNotBe(before);
    }

    [Fact]
    public async Task The_state_of_trust_and_the_records_of_a_version_change_with_an_advisory()
    {
        var version = await StoreAsync("org/s" + _mark, null, Samples.StoredFile(_mark + "s"));
        var (start, none) = (await Bed.Trust.StateAsync(Token), (await Bed.Trust.ReadAsync(version, version.Name, Token)).Records.Digest());
        var advisory = await IssueAsync(new AdvisoryTarget(TargetKind.Artifact, version.Files[0].Sha256.Hex));
        var (issued, named) = (await Bed.Trust.StateAsync(Token), (await Bed.Trust.ReadAsync(version, version.Name, Token)).Records.Digest());
        await Bed.Advisories.ModifyAsync(advisory with { Severity = Severity.Low }, "ada", Token);
        var changed = (await Bed.Trust.ReadAsync(version, version.Name, Token)).Records.Digest();
        await Bed.Advisories.WithdrawAsync(advisory.Id, "wrong", "ada", Token);
        var withdrawn = await Bed.Trust.ReadAsync(version, version.Name, Token);

        new[] { start, issued, withdrawn.State }.ShouldBeUnique();
        new[] { none, named, changed }.ShouldBeUnique();
        withdrawn.Records.Advisories.ShouldBeEmpty();
        withdrawn.Records.Digest().ShouldBe(none);
        (await Bed.Affected.OfAsync((await Bed.Advisories.FindAsync(advisory.Id, Token))!, 10, Token)).Versions.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_is_handled_once_and_told_to_those_who_subscribe_then()
    {
        var early = await Bed.Subscriptions.AddAsync("https://early.example/" + _mark, "secret", "ada", Token);
        var ended = await Bed.Subscriptions.AddAsync("https://ended.example/" + _mark, "secret", "ada", Token);
        (await Bed.Subscriptions.EndAsync(ended.Id, Token)).ShouldBeTrue();
        var advisory = await IssueAsync(File("e"));
        var open = (await Bed.Advisories.OpenEventsAsync(1000, Token)).Single(e => e.Advisory.Id == advisory.Id);

        (await Bed.Advisories.HandleAsync(open.Id, "{}", Token)).ShouldBeTrue();
        (await Bed.Advisories.HandleAsync(open.Id, "{\"twice\":1}", Token)).ShouldBeFalse();

        (await Bed.Advisories.OpenEventsAsync(1000, Token)).ShouldNotContain(e => e.Id == open.Id);
        (await Bed.Subscriptions.DeliveriesAsync(early.Id, 10, Token)).ShouldNotBeNull().ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Pending);
        (await Bed.Subscriptions.DeliveriesAsync(ended.Id, 10, Token)).ShouldNotBeNull().ShouldBeEmpty();
        (await Bed.Subscriptions.DeliveriesAsync(Guid.NewGuid(), 10, Token)).ShouldBeNull();
        (await Bed.Subscriptions.ListAsync(Token)).Select(s => s.Id).ShouldContain(early.Id);
        await Bed.Subscriptions.EndAsync(early.Id, Token);
        (await Bed.Subscriptions.DeliveriesAsync(early.Id, 10, Token)).ShouldNotBeNull()[0].State.ShouldBe(DeliveryState.Failed);
    }

    [Fact]
    public async Task A_message_is_claimed_by_one_of_many_and_by_another_when_its_lease_ends()
    {
        // What other tests issued is told before this subscription exists.
        foreach (var earlier in await Bed.Advisories.OpenEventsAsync(1000, Token)) await Bed.Advisories.HandleAsync(earlier.Id, "{}", Token);
        var subscription = await Bed.Subscriptions.AddAsync("https://claims.example/" + _mark, "secret", "ada", Token);
        var advisory = await IssueAsync(File("c"));
        foreach (var one in await Bed.Advisories.OpenEventsAsync(1000, Token)) await Bed.Advisories.HandleAsync(one.Id, "{}", Token);

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ClaimAsync(subscription))));
        var first = claims.SelectMany(c => c).ShouldHaveSingleItem();
        (await ClaimAsync(subscription)).ShouldBeEmpty();
        Bed.Time.Advance(TimeSpan.FromMinutes(2));
        var second = (await ClaimAsync(subscription)).ShouldHaveSingleItem();

        (first.Attempt, second.Attempt, second.Secret).ShouldBe((1, 2, "secret"));
        (await Bed.Subscriptions.EndAttemptAsync(first, DeliveryState.Delivered, default, 200, null, Token)).ShouldBeFalse();
        (await Bed.Subscriptions.EndAttemptAsync(second, DeliveryState.Pending, Bed.Time.GetUtcNow().AddHours(1), 500, "no", Token)).ShouldBeTrue();
        (await ClaimAsync(subscription)).ShouldBeEmpty();
        Bed.Time.Advance(TimeSpan.FromHours(2));
        var third = (await ClaimAsync(subscription)).ShouldHaveSingleItem();
        (await Bed.Subscriptions.EndAttemptAsync(third, DeliveryState.Delivered, Bed.Time.GetUtcNow(), 204, null, Token)).ShouldBeTrue();
        var delivery = (await Bed.Subscriptions.DeliveriesAsync(subscription.Id, 10, Token)).ShouldNotBeNull().First(d => d.Id == third.Id);
        (delivery.State, delivery.Attempts, delivery.Status, delivery.Error).ShouldBe((DeliveryState.Delivered, 3, 204, null));
        (await Bed.Advisories.FindAsync(advisory.Id, Token)).ShouldNotBeNull();
    }

    private async Task<IReadOnlyList<DueDelivery>> ClaimAsync(Subscription subscription) =>
        [.. (await Bed.Subscriptions.ClaimAsync(1000, TimeSpan.FromMinutes(1), Token)).Where(d => d.Url == subscription.Url)];

    private async Task<IReadOnlyList<AdvisoryMatch>> ConcerningAsync(ModelVersion version) => (await Bed.Trust.ReadAsync(version, version.Name, Token)).Records.Advisories;

    private async Task<Advisory> IssueAsync(AdvisoryTarget target, string prefix = "ASY-ADV") =>
        (await Bed.Advisories.IssueAsync(Record(target), prefix, "ada", Token)).Advisory.ShouldNotBeNull();

    private AdvisoryTarget File(string content) => new(TargetKind.Artifact, Samples.Digest(_mark + content).Hex);

    private StoredTensor Tensor(string content) => new(Samples.Digest(_mark + "tensor" + content), content, "F32", "32x32", 4096, 0);

    private static Advisory Record(AdvisoryTarget target) => new()
    {
        Id = "NEW",
        Title = "Bad",
        Summary = "What it does.",
        Severity = Severity.High,
        Affected = [target.Normal()!],
        Issuer = "team",
        IssuedAt = default,
        ModifiedAt = default,
    };

    private async Task<ModelVersion> StoreAsync(string name, string? repository, params VersionFile[] files)
    {
        var version = Samples.Version(name, files) with { RepositoryId = repository };
        await SubmitAsync();
        (await Bed.Ledger.CompleteAsync(await ClaimOneAsync(), new TaskResult { Version = version }, Token)).Value.ShouldBeTrue();
        return version;
    }
}
