using Assay.Contracts.Values;
using Assay.Domain.Registry;

namespace Assay.Tests.Unit.Domain.Registry;

public sealed class RegistryRulesTests
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RegistryActor _ada = new("token:1", "ada");
    private static readonly RegistryActor _bob = new("token:2", "bob");

    [Fact]
    public void One_person_approves_where_one_is_enough()
    {
        var ruling = RegistryRules.Judge(null, Intent(RegistryActKind.Approve, _ada) with { ExpiresAt = _noon.AddDays(1) }, fourEyes: false);
        ruling.Kind.ShouldBe(RegistryActKind.Approve);
        ruling.Standing!.StateAt(_noon).ShouldBe(ApprovalState.Approved);
        ruling.Standing.StateAt(_noon.AddDays(1)).ShouldBe(ApprovalState.Expired);
        ruling.Standing.DecidedBy.ShouldBe(_ada);
    }

    [Fact]
    public void With_four_eyes_an_approval_is_a_request_until_somebody_else_confirms_it()
    {
        var requested = RegistryRules.Judge(
            null, Intent(RegistryActKind.Approve, _ada) with { ExpiresAt = _noon.AddDays(9), Reason = "needed" }, fourEyes: true);
        requested.Kind.ShouldBe(RegistryActKind.Request);
        requested.Standing!.StateAt(_noon).ShouldBe(ApprovalState.Requested);
        RegistryRules.Judge(requested.Standing, Intent(RegistryActKind.Confirm, _ada), fourEyes: true).Refusal!.ShouldContain("somebody else");
        // The name is for people: the id tells two of them apart.
        RegistryRules.Judge(requested.Standing, Intent(RegistryActKind.Confirm, new("token:1", "bob")), fourEyes: true).Standing.ShouldBeNull();
        var confirmed = RegistryRules.Judge(requested.Standing, Intent(RegistryActKind.Confirm, _bob), fourEyes: true).Standing!;
        (confirmed.State, confirmed.DecidedBy, confirmed.ExpiresAt, confirmed.Reason, confirmed.Pending)
            .ShouldBe((ApprovalState.Approved, _bob, _noon.AddDays(9), "needed", null));
    }

    [Fact]
    public void A_request_leaves_what_is_in_force_as_it_is()
    {
        var approved = RegistryRules.Judge(null, Intent(RegistryActKind.Approve, _ada), fourEyes: false).Standing;
        var renewed = RegistryRules.Judge(approved, Intent(RegistryActKind.Approve, _ada), fourEyes: true).Standing!;
        renewed.StateAt(_noon).ShouldBe(ApprovalState.Approved);
        var revoked = RegistryRules.Judge(approved, Intent(RegistryActKind.Revoke, _ada) with { Reason = "bad" }, fourEyes: true).Standing;
        var asked = RegistryRules.Judge(revoked, Intent(RegistryActKind.Approve, _ada) with { Override = "false alarm" }, fourEyes: true).Standing!;
        asked.StateAt(_noon).ShouldBe(ApprovalState.Revoked);
        RegistryRules.Judge(asked, Intent(RegistryActKind.Confirm, _bob), fourEyes: true).Standing!.State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public void A_second_request_by_another_person_is_sent_to_confirm_the_first()
    {
        var requested = RegistryRules.Judge(null, Intent(RegistryActKind.Approve, _ada), fourEyes: true).Standing;
        RegistryRules.Judge(requested, Intent(RegistryActKind.Approve, _bob), fourEyes: true).Refusal!.ShouldContain("confirm");
        RegistryRules.Judge(requested, Intent(RegistryActKind.Approve, _ada), fourEyes: true).Standing.ShouldNotBeNull();
    }

    [Fact]
    public void A_revocation_needs_a_reason_and_stands_until_it_is_overridden()
    {
        var approved = RegistryRules.Judge(null, Intent(RegistryActKind.Approve, _ada), fourEyes: false).Standing;
        RegistryRules.Judge(approved, Intent(RegistryActKind.Revoke, _ada), fourEyes: false).Refusal!.ShouldContain("reason");
        RegistryRules.Judge(approved, Intent(RegistryActKind.Revoke, _ada) with { Reason = "  " }, fourEyes: false).Standing.ShouldBeNull();
        var revoked = RegistryRules.Judge(approved, Intent(RegistryActKind.Revoke, _ada) with { Reason = "backdoor" }, fourEyes: false).Standing;
        revoked!.State.ShouldBe(ApprovalState.Revoked);
        RegistryRules.Judge(
            revoked, Intent(RegistryActKind.Revoke, _bob) with { Reason = "again" }, fourEyes: false).Refusal!.ShouldContain("backdoor");
        RegistryRules.Judge(revoked, Intent(RegistryActKind.Approve, _ada), fourEyes: false).Refusal!.ShouldContain("backdoor");
        RegistryRules.Judge(
            revoked,
            Intent(RegistryActKind.Approve, _ada) with { Override = "false alarm" },
            fourEyes: false).Standing!.State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public void Content_that_is_not_listed_can_be_revoked_and_nothing_else() =>
        new[] { RegistryActKind.Approve, RegistryActKind.Confirm, RegistryActKind.Supersede, RegistryActKind.Revoke }
            .Select(
                kind =>
                    RegistryRules.Judge(
                        null, Intent(kind, _ada) with { Reason = "r", Replacement = Sha256Digest.OfNothing }, fourEyes: false).Standing?.State)
            .ShouldBe([ApprovalState.Approved, null, null, ApprovalState.Revoked]);

    [Fact]
    public void Only_what_was_approved_is_superseded_and_by_a_version_that_is_named()
    {
        var approved = RegistryRules.Judge(null, Intent(RegistryActKind.Approve, _ada), fourEyes: false).Standing;
        RegistryRules.Judge(approved, Intent(RegistryActKind.Supersede, _ada), fourEyes: false).Refusal!.ShouldContain("Name");
        var superseded = RegistryRules.Judge(
            approved, Intent(RegistryActKind.Supersede, _ada) with { Replacement = Sha256Digest.OfNothing }, fourEyes: false).Standing!;
        (superseded.State, superseded.Replacement).ShouldBe((ApprovalState.Superseded, Sha256Digest.OfNothing));
        RegistryRules.Judge(
            superseded,
            Intent(RegistryActKind.Supersede, _ada) with { Replacement = Sha256Digest.OfNothing },
            fourEyes: false).Standing.ShouldBeNull();
    }

    [Fact]
    public void Nothing_is_approved_for_a_time_that_has_passed()
    {
        RegistryRules.Judge(null, Intent(RegistryActKind.Approve, _ada) with { ExpiresAt = _noon }, fourEyes: false).Standing.ShouldBeNull();
        var requested = RegistryRules.Judge(
            null, Intent(RegistryActKind.Approve, _ada) with { ExpiresAt = _noon.AddDays(1) }, fourEyes: true).Standing;
        RegistryRules.Judge(
            requested, Intent(RegistryActKind.Confirm, _bob) with { At = _noon.AddDays(2) }, fourEyes: true).Refusal!.ShouldContain("ended");
    }

    private static RegistryIntent Intent(RegistryActKind kind, RegistryActor actor) => new(kind, actor, _noon);
}
