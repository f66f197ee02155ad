using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Manifests;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;
using Assay.Contracts.Values;
using Assay.Domain.Registry;
using Assay.Domain.Trust;
using Assay.Storage.Registry;
using Assay.Storage.Transparency;

namespace Assay.Tests.Integration.Storage;

/// <summary>The registry of approved versions in a database.</summary>
public abstract class RegistryContract(IStorageHome home) : IAsyncLifetime
{
    private static readonly RegistryActor _ada = new("token:1", "ada");
    private StorageBed _bed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IVersionRegistry Registry => _bed.Registry;

    public ValueTask InitializeAsync()
    {
        _bed = home.Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_bed is not null) await _bed.DisposeAsync();
    }

    [Fact]
    public async Task An_approval_is_listed_signed_logged_and_verifies_offline()
    {
        var subject = Subject();
        var (entry, act) = (
            await Registry.ApproveAsync(
                subject,
                Intent() with { ExpiresAt = _bed.Time.GetUtcNow().AddDays(1), Reason = "reviewed" },
                Guid.NewGuid(),
                Token)).Changed.ShouldHaveSingleItem();
        (entry.State, entry.Manifest, entry.Purl).ShouldBe((ApprovalState.Approved, subject.Manifest.Digest, subject.Purl));
        var listed = (await Registry.ListAsync(new() { Selector = new(subject.Manifest.Digest, null) }, Token)).Entries.ShouldHaveSingleItem();
        listed.Standing.ShouldBe(entry.Standing);
        (await Registry.FilesAsync(entry.Id, Token)).OrderBy(f => f.Path, StringComparer.Ordinal).ShouldBe(subject.Manifest.Entries);
        (await Registry.HistoryAsync(entry.Id, Token)).ShouldHaveSingleItem().ShouldBe(act);
        var bundle = SigstoreBundleJson.Parse(Encoding.UTF8.GetBytes(act.Bundle)).Value!;
        var result = ApprovalVerifier.Verify(bundle, await TrustAsync(), subject.Manifest.Digest, new(_bed.Time.GetUtcNow()));
        result.Refusals.ShouldBeEmpty();
        result.LogIndex.ShouldBe(act.LogIndex);
        (await _bed.Log.EntriesAsync(act.LogIndex, 1, Token))[0].ShouldBe(bundle.LogEntries[0].CanonicalizedBody);
        (await _bed.RegistryWords.ReadAsync(subject.Manifest.Digest, Token)).ShouldHaveSingleItem().State.ShouldBe(RegistryState.Approved);
        _bed.Time.Advance(TimeSpan.FromDays(1));
        (
            await Registry.ListAsync(
                new() { Selector = new(subject.Manifest.Digest, null), State = ApprovalState.Expired }, Token)).Entries.ShouldHaveSingleItem();
        (await _bed.RegistryWords.ReadAsync(subject.Manifest.Digest, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_revocation_reaches_every_name_of_the_content_and_the_trust_file()
    {
        var subject = Subject();
        var approval = (await Registry.ApproveAsync(subject, Intent(), null, Token)).Changed[0].Act;
        await Registry.ApproveAsync(subject with { Purl = subject.Purl + "2" }, Intent(), null, Token);
        var words = await _bed.RegistryWords.StateAsync(Token);
        var outcome = await Registry.ActAsync(new(subject.Manifest.Digest, null), Intent(RegistryActKind.Revoke) with { Reason = "backdoor" }, Token);
        outcome.Changed.Select(c => c.Entry.State).ShouldBe([ApprovalState.Revoked, ApprovalState.Revoked]);
        (await _bed.RegistryWords.StateAsync(Token)).ShouldNotBe(words);
        (
            await _bed.RegistryWords.ReadAsync(subject.Manifest.Digest, Token)).ShouldAllBe(w =>
                w.State == RegistryState.Revoked && w.Reason == "backdoor");
        var bundle = SigstoreBundleJson.Parse(Encoding.UTF8.GetBytes(approval.Bundle)).Value!;
        var result = ApprovalVerifier.Verify(bundle, await TrustAsync(), subject.Manifest.Digest, new(_bed.Time.GetUtcNow()));
        result.Refusals.ShouldNotBeEmpty();
        result.Refusals.ShouldAllBe(r => r.Id == ApprovalReasons.Revoked);
        (
            await Registry.HistoryAsync(outcome.Changed[0].Entry.Id, Token)).Select(a =>
                a.Kind).ShouldBe([RegistryActKind.Approve, RegistryActKind.Revoke]);
    }

    [Fact]
    public async Task Content_that_was_never_listed_is_revoked_by_its_digest()
    {
        var digest = Subject().Manifest.Digest;
        (
            await Registry.ActAsync(
                new(digest, null),
                Intent(RegistryActKind.Revoke) with { Reason = "known bad" },
                Token)).Changed[0].Entry.State.ShouldBe(ApprovalState.Revoked);
        (
            await Registry.ActAsync(
                new(default, "pkg:huggingface/no/body@1"),
                Intent(RegistryActKind.Revoke) with { Reason = "x" },
                Token)).Refusal!.ShouldContain("No such version");
    }

    [Fact]
    public async Task Content_that_was_revoked_is_not_approved_under_another_name()
    {
        var subject = Subject();
        await Registry.ActAsync(new(subject.Manifest.Digest, null), Intent(RegistryActKind.Revoke) with { Reason = "backdoor" }, Token);
        (await Registry.ApproveAsync(subject, Intent(), null, Token)).Refusal!.ShouldContain("backdoor");
        (await Registry.ApproveAsync(subject, Intent() with { Override = "false alarm" }, null, Token)).Refusal.ShouldBeNull();
    }

    [Fact]
    public async Task A_request_is_not_confirmed_once_its_content_was_revoked_under_another_name()
    {
        var subject = Subject();
        var other = subject with { Purl = subject.Purl + "2" };
        await Registry.ApproveAsync(other, Intent(), null, Token);
        await Registry.ApproveAsync(subject, Intent(RegistryActKind.Request), null, Token);
        await Registry.ActAsync(new(default, other.Purl), Intent(RegistryActKind.Revoke) with { Reason = "backdoor" }, Token);
        var confirm = new RegistryIntent(RegistryActKind.Confirm, new("token:2", "bob"), default);
        (await Registry.ActAsync(new(default, subject.Purl), confirm, Token)).Refusal!.ShouldContain("backdoor");
    }

    [Fact]
    public async Task A_refused_act_leaves_neither_an_entry_nor_a_change()
    {
        var subject = Subject();
        await Registry.ApproveAsync(subject, Intent(), null, Token);
        var size = (await _bed.Log.LatestAsync(Token))!.Size;
        (await Registry.ActAsync(new(subject.Manifest.Digest, null), Intent(RegistryActKind.Revoke), Token)).Refusal!.ShouldContain("reason");
        (
            await Registry.ActAsync(
                new(subject.Manifest.Digest, null), Intent(RegistryActKind.Supersede) with { Replacement = Sha256Digest.OfNothing }, Token))
            .Refusal!.ShouldContain("not approved");
        (await _bed.Log.LatestAsync(Token))!.Size.ShouldBe(size);
        (await Registry.ListAsync(new() { Selector = new(subject.Manifest.Digest, null) }, Token)).Entries[0].State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public async Task An_approved_version_is_superseded_by_an_approved_one()
    {
        var (old, next) = (Subject(), Subject());
        await Registry.ApproveAsync(old, Intent(), null, Token);
        await Registry.ApproveAsync(next, Intent(), null, Token);
        var changed = (
            await Registry.ActAsync(
                new(default, old.Purl), Intent(RegistryActKind.Supersede) with { Replacement = next.Manifest.Digest }, Token)).Changed;
        changed.ShouldHaveSingleItem().Entry.Standing.Replacement.ShouldBe(next.Manifest.Digest);
    }

    [Fact]
    public async Task Acts_in_several_processes_at_once_are_all_logged_in_one_order()
    {
        var beds = Enumerable.Range(0, 3).Select(_ => home.Open()).ToList();
        var outcomes = await Task.WhenAll(
            beds.SelectMany(bed => Enumerable.Range(0, 5).Select(_ => bed.Registry.ApproveAsync(Subject(), Intent(), null, Token))));
        outcomes.Select(o => o.Changed[0].Act.LogIndex).Distinct().Count().ShouldBe(15);
        var audit = await new LogAudit(new LogDatabase(_bed.Log), [.. await _bed.Log.KeysAsync(Token)]).RunAsync([], Token);
        audit.Problems.ShouldBeEmpty();
        foreach (var bed in beds) await bed.DisposeAsync();
    }

    [Fact]
    public async Task Pages_show_every_version_once_the_latest_acted_upon_first()
    {
        for (var i = 0; i < 5; i++) await Registry.ApproveAsync(Subject(), Intent(), null, Token);
        var shown = new List<RegistryEntry>();
        for (long? before = null; ;)
        {
            var page = await Registry.ListAsync(new() { PageSize = 2, Before = before }, Token);
            shown.AddRange(page.Entries);
            if ((before = page.Next) is null) break;
        }
        shown.Select(e => e.Id).Distinct().Count().ShouldBe(shown.Count);
        shown.Select(e => e.LastAct).ShouldBe(shown.Select(e => e.LastAct).OrderDescending());
        shown.Count.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Theory]
    [InlineData("UPDATE registry_acts SET actor = 'x'")]
    [InlineData("DELETE FROM registry_acts")]
    [InlineData("UPDATE registry_files SET size = 0")]
    [InlineData("DELETE FROM registry_files")]
    [InlineData("DELETE FROM registry_versions")]
    public async Task The_database_refuses_to_forget_what_was_done(string sql)
    {
        await Registry.ApproveAsync(Subject(), Intent(), null, Token);
        (await Should.ThrowAsync<Exception>(() => RunSqlAsync(sql))).Message.ShouldContain("is refused");
    }

    [Fact]
    public async Task Approvals_of_an_old_key_stay_valid()
    {
        var subject = Subject();
        var approval = (await Registry.ApproveAsync(subject, Intent(), null, Token)).Changed[0].Act;
        await Registry.RotateKeyAsync(Token);
        await Registry.ApproveAsync(Subject(), Intent(), null, Token);
        var bundle = SigstoreBundleJson.Parse(Encoding.UTF8.GetBytes(approval.Bundle)).Value!;
        ApprovalVerifier.Verify(bundle, await TrustAsync(), subject.Manifest.Digest, new(_bed.Time.GetUtcNow())).Refusals.ShouldBeEmpty();
    }

    protected static RegistrySubject Subject()
    {
        var random = Guid.NewGuid();
        var manifest = ModelManifest.Of(
            [new("config.json", 2, Samples.Digest("config")), new("model.safetensors", 5, Samples.Digest(random.ToString()))]);
        return new(manifest, "org/name") { Purl = $"pkg:huggingface/org/name@{random:N}", Source = "hf", Revision = random.ToString("N") };
    }

    protected static RegistryIntent Intent(RegistryActKind kind = RegistryActKind.Approve) => new(kind, _ada, default);

    protected abstract Task RunSqlAsync(string sql);

    private async Task<RegistryTrust> TrustAsync()
    {
        var file = RegistryTrust.Write(
            await Registry.KeysAsync(Token), await _bed.Log.KeysAsync(Token), (
                await _bed.Log.LatestAsync(Token))?.Note, await Registry.RevocationsAsync(Token));
        var trust = RegistryTrust.Parse(file);
        trust.Reason.ShouldBeNull();
        return trust.Value!;
    }
}
