using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Registry;
using Assay.Contracts.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Registry;

public sealed class ApprovalVerifierTests : IDisposable
{
    private readonly RegistryBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public void An_approval_that_was_written_and_read_again_is_valid()
    {
        var file = SigstoreBundleJson.Write(_bed.Approval(RegistryBed.Act));
        var result = Verify(SigstoreBundleJson.Parse(file).Value!, _bed.Trust());
        result.Refusals.ShouldBeEmpty();
        (result.LogIndex, result.Act!.ActorName, result.Act.Purl).ShouldBe((2L, "ada", RegistryBed.Act.Purl));
        result.Act.Files.ShouldBe(RegistryBed.Manifest.Entries);
    }

    [Fact]
    public void An_approval_of_other_content_is_refused() =>
        Reasons(_bed.Approval(RegistryBed.Act), _bed.Trust(), manifest: Sha256Digest.OfNothing).ShouldBe([ApprovalReasons.OtherContent]);

    [Fact]
    public void A_registry_that_is_not_trusted_approves_nothing()
    {
        using var other = new RegistryBed();
        Reasons(other.Approval(RegistryBed.Act), _bed.Trust()).ShouldBe([ApprovalReasons.SignatureWrong]);
    }

    [Theory]
    [InlineData("request", "requested")]
    [InlineData("revoke", "revoked")]
    [InlineData("supersede", "superseded")]
    [InlineData("approve", "revoked")]
    [InlineData("request", "approved")]
    public void Other_acts_approve_nothing(string act, string state) =>
        Reasons(_bed.Approval(RegistryBed.Act with { Act = act, State = state }), _bed.Trust()).ShouldBe([ApprovalReasons.NotApproved]);

    [Fact]
    public void An_approval_counts_from_when_it_was_made_until_it_ends()
    {
        var approval = _bed.Approval(RegistryBed.Act with { ExpiresAt = RegistryBed.Noon.AddDays(1) });
        Reasons(approval, _bed.Trust(), at: RegistryBed.Noon.AddDays(1)).ShouldBe([ApprovalReasons.Expired]);
        Reasons(approval, _bed.Trust(), at: RegistryBed.Noon.AddDays(1).AddTicks(-1)).ShouldBeEmpty();
        Reasons(approval, _bed.Trust(), at: RegistryBed.Noon.AddHours(-1)).ShouldBe([ApprovalReasons.InFuture]);
    }

    [Fact]
    public void A_revoked_version_is_refused_with_the_reason_and_what_to_use_instead()
    {
        var revocation = new Revocation(RegistryBed.Manifest.Digest, "other name", true, RegistryBed.Noon, "backdoor", Sha256Digest.OfNothing);
        var result = Verify(_bed.Approval(RegistryBed.Act), _bed.Trust(revocation));
        var refusal = result.Refusals.ShouldHaveSingleItem();
        refusal.Id.ShouldBe(ApprovalReasons.Revoked);
        refusal.Message.ShouldContain("backdoor");
        refusal.Message.ShouldContain(Sha256Digest.OfNothing.Hex);
        Verify(_bed.Approval(RegistryBed.Act), _bed.Trust(revocation with { Manifest = Sha256Digest.OfNothing })).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void A_later_approval_counts_only_where_it_says_that_it_overrides_the_revocation()
    {
        var trust = _bed.Trust(new Revocation(RegistryBed.Manifest.Digest, "name", true, RegistryBed.Noon.AddHours(-1), "backdoor", default));
        Reasons(_bed.Approval(RegistryBed.Act), trust).ShouldBe([ApprovalReasons.Revoked]);
        Reasons(_bed.Approval(RegistryBed.Act with { Override = "false alarm" }), trust).ShouldBeEmpty();
        Reasons(
            _bed.Approval(RegistryBed.Act with { Override = "false alarm", At = RegistryBed.Noon.AddHours(-2) }),
            trust).ShouldBe([ApprovalReasons.Revoked]);
    }

    [Fact]
    public void A_superseded_version_is_valid_with_a_note()
    {
        var result = Verify(
            _bed.Approval(RegistryBed.Act),
            _bed.Trust(new Revocation(RegistryBed.Manifest.Digest, "name", false, RegistryBed.Noon, "newer", default)));
        result.IsValid.ShouldBeTrue();
        result.Notes.ShouldHaveSingleItem().ShouldContain("newer");
    }

    [Fact]
    public void Revocations_that_are_too_old_are_refused_where_an_age_is_set()
    {
        var options = new ApprovalOptions(RegistryBed.Noon.AddDays(8), TimeSpan.FromDays(7));
        ApprovalVerifier.Verify(
            _bed.Approval(RegistryBed.Act),
            _bed.Trust(),
            RegistryBed.Manifest.Digest,
            options).Refusals.Select(r => r.Id).ShouldBe([ApprovalReasons.TrustStale]);
    }

    [Fact]
    public void A_receipt_that_is_missing_or_of_another_approval_is_refused()
    {
        var (first, second) = (_bed.Approval(RegistryBed.Act), _bed.Approval(RegistryBed.Act with { Id = Guid.CreateVersion7() }));
        Reasons(first with { LogEntries = [] }, _bed.Trust()).ShouldBe([ApprovalReasons.ReceiptMissing]);
        Reasons(first with { LogEntries = second.LogEntries }, _bed.Trust()).ShouldBe([ApprovalReasons.ReceiptOther]);
        Reasons(first with { LogEntries = [.. first.LogEntries, .. second.LogEntries] }, _bed.Trust()).ShouldBe([ApprovalReasons.ReceiptMissing]);
    }

    [Fact]
    public void A_receipt_that_proves_nothing_is_refused()
    {
        var approval = _bed.Approval(RegistryBed.Act);
        var entry = approval.LogEntries[0];
        var proof = entry.InclusionProof!;
        using var stranger = new RegistryBed();
        foreach (var changed in new[]
        {
            proof with { LogIndex = 1 },
            proof with { TreeSize = 4 },
            proof with { RootHash = new byte[32] },
            proof with { Hashes = [] },
            proof with { Hashes = [.. proof.Hashes, new byte[32]] },
            proof with { Checkpoint = stranger.Checkpoint(proof.TreeSize, proof.RootHash) },
            proof with { Checkpoint = _bed.Checkpoint(proof.TreeSize + 1, proof.RootHash) },
            proof with { Checkpoint = "no note" },
        })
        {
            Reasons(approval with { LogEntries = [entry with { InclusionProof = changed }] }, _bed.Trust()).ShouldBe([ApprovalReasons.ReceiptWrong]);
        }
        Reasons(approval with { LogEntries = [entry with { LogIndex = 1 }] }, _bed.Trust()).ShouldBe([ApprovalReasons.ReceiptWrong]);
    }

    [Fact]
    public void A_log_that_signed_two_trees_of_one_size_is_found_out()
    {
        var approval = _bed.Approval(RegistryBed.Act);
        var trust = RegistryTrust.Parse(
            _bed.TrustFile(RegistryBed.Noon, _bed.Checkpoint(approval.LogEntries[0].InclusionProof!.TreeSize, new byte[32]))).Value!;
        Reasons(approval, trust).ShouldBe([ApprovalReasons.LogForked]);
    }

    [Fact]
    public void No_changed_byte_of_an_approval_is_accepted_with_another_meaning()
    {
        var file = SigstoreBundleJson.Write(_bed.Approval(RegistryBed.Act));
        var trust = _bed.Trust();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(Gen.Choose(0, file.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (place, change) =>
        {
            var bytes = (byte[])file.Clone();
            bytes[place] ^= (byte)change;
            var bundle = SigstoreBundleJson.Parse(bytes);
            if (!bundle.IsOk) return true;
            var result = Verify(bundle.Value, trust);
            return !result.IsValid || (result.Act!.Manifest == RegistryBed.Manifest.Digest && result.Act.Id == RegistryBed.Act.Id);
        }));
    }

    [Fact]
    public void A_trust_file_with_a_changed_or_foreign_part_is_refused()
    {
        var text = Encoding.UTF8.GetString(_bed.TrustFile(RegistryBed.Noon, _bed.Checkpoint(2, new byte[32])));
        RegistryTrust.Parse(Encoding.UTF8.GetBytes(text)).IsOk.ShouldBeTrue();
        using var other = new RegistryBed();
        var foreign = other.Envelope(new RevocationSnapshot(RegistryBed.Noon, 2, []).Write(), RevocationSnapshot.PayloadType);
        RegistryTrust.Parse(RegistryTrust.Write([_bed.RegistryKey], [_bed.LogKey], null, foreign)).Reason!.ShouldContain("revocations");
        var wrongType = _bed.Envelope(new RevocationSnapshot(RegistryBed.Noon, 2, []).Write(), "application/json");
        RegistryTrust.Parse(RegistryTrust.Write([_bed.RegistryKey], [_bed.LogKey], null, wrongType)).IsOk.ShouldBeFalse();
        RegistryTrust.Parse(_bed.TrustFile(RegistryBed.Noon, other.Checkpoint(2, new byte[32]))).Reason!.ShouldContain("checkpoint");
        foreach (
            var (
                from,
                to) in new[] { (RegistryTrust.MediaType, "x"), (
                    "\"registryKeys\": [",
                    "\"registryKeys\": [\"AAAA\", "), ("\"logKeys\": [", "\"logKeys\": [\"x\", "), ("mediaType", "mediatype") })
            RegistryTrust.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to))).IsOk.ShouldBeFalse(from);
    }

    [Fact]
    public void Acts_whose_files_are_not_those_of_their_subject_are_refused()
    {
        var act = RegistryBed.Act with { Files = [new("other", 1, Sha256Digest.OfNothing)] };
        RegistryActJson.Parse(RegistryActJson.Write(act)).Reason!.ShouldContain("files");
        RegistryActJson.Parse(RegistryActJson.Write(RegistryBed.Act)).Value!.ToString().ShouldNotBeNull();
    }

    private static ApprovalResult Verify(SigstoreBundle bundle, RegistryTrust trust) =>
        ApprovalVerifier.Verify(bundle, trust, RegistryBed.Manifest.Digest, new(RegistryBed.Noon));

    private static IEnumerable<string> Reasons(
        SigstoreBundle bundle, RegistryTrust trust, DateTimeOffset? at = null, Sha256Digest? manifest = null) =>
        ApprovalVerifier.Verify(bundle, trust, manifest ?? RegistryBed.Manifest.Digest, new(at ?? RegistryBed.Noon)).Refusals.Select(r => r.Id);
}
