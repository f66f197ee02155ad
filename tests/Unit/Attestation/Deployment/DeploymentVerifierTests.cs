using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Deployment;
using Assay.Attestation.Dsse;
using Assay.Attestation.Predicates;
using Assay.Attestation.Registry;
using Assay.Contracts.Values;
using Assay.Tests.Unit.Attestation.Registry;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Deployment;

public sealed class DeploymentVerifierTests : IDisposable
{
    private readonly DeploymentBed _bed = new();

    private static DeploymentOptions At => new(DeploymentBed.Noon);

    public void Dispose() => _bed.Dispose();

    [Fact]
    public void What_was_scanned_is_valid_by_a_trust_file_and_by_a_key()
    {
        var read = AttestationFile.Parse(AttestationFile.Write(_bed.Attest().Select(b => Encoding.UTF8.GetString(SigstoreBundleJson.Write(b))))).Value!;
        var result = DeploymentVerifier.Verify(read, _bed.Trust(), DeploymentBed.Files, At with { Depth = Depth.Full, MaxAge = TimeSpan.FromDays(1), Policy = DeploymentBed.Digest(9) });
        result.Refusals.ShouldBeEmpty();
        (result.Manifest, result.LogIndex, result.Summary!.ResourceUri).ShouldBe((DeploymentBed.Manifest.Digest, 2 + read.Count - 1, "pkg:huggingface/org/name@0123"));
        var byKey = DeploymentVerifier.Verify(read, new([new(_bed.Key)], null), DeploymentBed.Files, At);
        byKey.IsValid.ShouldBeTrue();
        byKey.Notes.ShouldContain(n => n.Contains("trust file", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verdict_alone_is_enough_and_the_missing_statements_are_counted()
    {
        var result = DeploymentVerifier.Verify([_bed.Attest()[^1]], _bed.Trust(), DeploymentBed.Files, At);
        result.IsValid.ShouldBeTrue();
        result.Notes.ShouldContain(n => n.StartsWith("4 of the 4", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_difference_of_the_files_has_its_own_reason()
    {
        var (config, model) = (DeploymentBed.Files[0], DeploymentBed.Files[1]);
        Of(config with { Sha256 = DeploymentBed.Digest(3) }, model).ShouldBe([DeploymentReasons.FileChanged]);
        Of(config with { Size = 3 }, model).ShouldBe([DeploymentReasons.FileChanged]);
        Of(config, model with { Path = "model.bin" }).ShouldBe([DeploymentReasons.FileRenamed]);
        Of(config, model, new("run.py", 1, DeploymentBed.Digest(4))).ShouldBe([DeploymentReasons.FileAdded]);
        Of(config, model, new("copy.json", 2, config.Sha256)).ShouldBe([DeploymentReasons.FileAdded]);
        Of(config).ShouldBe([DeploymentReasons.FileMissing]);
        Of(config, model with { IsLink = true, Problem = "a link", Sha256 = default }).ShouldBe([DeploymentReasons.Link]);
        Of(config, model with { Problem = "no rights", Sha256 = default }).ShouldBe([DeploymentReasons.Unreadable]);
        Of().ShouldBe([DeploymentReasons.FileMissing, DeploymentReasons.FileMissing]);
        Of(config with { Sha256 = model.Sha256, Size = model.Size }, model with { Sha256 = config.Sha256, Size = config.Size }).ShouldBe([DeploymentReasons.FileChanged, DeploymentReasons.FileChanged]);

        IEnumerable<string> Of(params DeployedFile[] files) => Reasons(files: files);
    }

    [Fact]
    public void Thousands_of_differences_are_told_in_part_and_counted()
    {
        var result = DeploymentVerifier.Verify(
            _bed.Attest(), _bed.Trust(), [.. DeploymentBed.Files, .. Enumerable.Range(0, 5000).Select(i => new DeployedFile($"{i}", 1, DeploymentBed.Digest(4)))], At);
        result.Refusals.Count.ShouldBe(101);
        result.Refusals[^1].Message.ShouldContain("4900");
    }

    [Theory]
    [InlineData(VerdictKind.Rejected)]
    [InlineData(VerdictKind.Review)]
    [InlineData(VerdictKind.Incomplete)]
    public void Only_the_verdict_approved_passes(VerdictKind verdict) => Reasons(_bed.Attest(DeploymentBed.Scan(verdict))).ShouldBe([DeploymentReasons.NotPassed]);

    [Fact]
    public void Another_policy_or_a_scan_that_read_less_is_refused()
    {
        Reasons(options: At with { Policy = DeploymentBed.Digest(8) }).ShouldBe([DeploymentReasons.OtherPolicy]);
        Reasons(options: At with { Depth = Depth.Probe }).ShouldBe([DeploymentReasons.TooShallow]);
    }

    [Fact]
    public void A_verdict_counts_from_when_it_was_made_until_it_ends_or_is_too_old()
    {
        var limited = _bed.Attest(DeploymentBed.Scan() with { ValidFor = TimeSpan.FromDays(30) });
        Reasons(limited, options: new(DeploymentBed.Noon.AddDays(30))).ShouldBe([DeploymentReasons.Expired]);
        Reasons(limited, options: new(DeploymentBed.Noon.AddDays(30).AddTicks(-1))).ShouldBeEmpty();
        Reasons(options: new DeploymentOptions(DeploymentBed.Noon.AddDays(8)) { MaxAge = TimeSpan.FromDays(7) }).ShouldBe([DeploymentReasons.TooOld]);
        Reasons(options: new DeploymentOptions(DeploymentBed.Noon.AddDays(8)) { MaxTrustAge = TimeSpan.FromDays(7) }).ShouldBe([DeploymentReasons.TrustStale]);
        Reasons(options: new(DeploymentBed.Noon.AddHours(-1))).ShouldBe([DeploymentReasons.InFuture, DeploymentReasons.TrustInFuture]);
    }

    [Fact]
    public void Revoked_content_is_refused_with_the_reason_and_superseded_content_noted()
    {
        var revocation = new Revocation(DeploymentBed.Manifest.Digest, "name", true, DeploymentBed.Noon, "backdoor", DeploymentBed.Digest(1));
        var refusal = DeploymentVerifier.Verify(_bed.Attest(), _bed.Trust(revocation), DeploymentBed.Files, At).Refusals.ShouldHaveSingleItem();
        (refusal.Id, refusal.Remedy).ShouldBe((DeploymentReasons.Revoked, $"use the version {DeploymentBed.Digest(1).Hex}"));
        refusal.Message.ShouldContain("backdoor");
        var superseded = DeploymentVerifier.Verify(_bed.Attest(), _bed.Trust(revocation with { IsRevoked = false }), DeploymentBed.Files, At);
        superseded.IsValid.ShouldBeTrue();
        superseded.Notes.ShouldContain(n => n.Contains("superseded", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_elses_attestation_counts()
    {
        using var other = new DeploymentBed();
        Reasons(other.Attest()).Distinct().ShouldBe([DeploymentReasons.SignatureWrong]);
        // The right key, in another log.
        var foreign = ScanStatements.Of(DeploymentBed.Scan()).Select(p => other.Registry.Logged(_bed.Sign(p), _bed.Key)).ToList();
        Reasons(foreign).Distinct().ShouldBe([DeploymentReasons.ReceiptWrong]);
    }

    [Fact]
    public void A_receipt_that_is_missing_or_proves_something_else_is_refused()
    {
        var bundles = _bed.Attest();
        var (verdict, first) = (bundles[^1], bundles[0]);
        var proof = verdict.LogEntries[0].InclusionProof!;
        Reasons([verdict with { LogEntries = [] }]).ShouldBe([DeploymentReasons.ReceiptMissing]);
        Reasons([verdict with { LogEntries = first.LogEntries }]).ShouldBe([DeploymentReasons.ReceiptWrong]);
        foreach (var changed in new[] { proof with { LogIndex = 1 }, proof with { TreeSize = 4 }, proof with { RootHash = new byte[32] }, proof with { Hashes = [] }, proof with { Checkpoint = "x" } })
            Reasons([verdict with { LogEntries = [verdict.LogEntries[0] with { InclusionProof = changed }] }]).ShouldBe([DeploymentReasons.ReceiptWrong]);
        var forked = RegistryTrust.Parse(_bed.Registry.TrustFile(DeploymentBed.Noon, _bed.Registry.Checkpoint(proof.TreeSize, new byte[32]))).Value!;
        DeploymentVerifier.Verify([verdict], _bed.Trust() with { Registry = forked }, DeploymentBed.Files, At).Refusals.Select(r => r.Id).ShouldBe([DeploymentReasons.LogForked]);
    }

    [Fact]
    public void A_file_has_one_verdict_and_only_statements_that_it_rests_on()
    {
        var bundles = _bed.Attest();
        Reasons([.. bundles, bundles[^1]]).ShouldBe([DeploymentReasons.NoVerdict]);
        Reasons([.. bundles.SkipLast(1)]).ShouldBe([DeploymentReasons.NoVerdict]);
        var other = _bed.Attest(DeploymentBed.Scan() with { StartedAt = DeploymentBed.Noon.AddHours(-1) });
        Reasons([other[0], bundles[^1]]).ShouldBe([DeploymentReasons.Foreign]);
        Reasons([bundles[0], bundles[0], bundles[^1]]).ShouldBe([DeploymentReasons.Foreign]);
        Reasons([_bed.Logged("{}"u8.ToArray())]).ShouldBe([DeploymentReasons.NotAnAttestation]);
        var unknown = Encoding.UTF8.GetString(ScanStatements.Of(DeploymentBed.Scan())[0]).Replace("vulns/v0.2", "vulns/v9", StringComparison.Ordinal);
        Reasons([_bed.Logged(Encoding.UTF8.GetBytes(unknown))]).ShouldBe([DeploymentReasons.NotAnAttestation]);
    }

    [Fact]
    public void A_retired_key_counts_for_what_it_signed_before_and_for_nothing_since()
    {
        var bundles = _bed.Attest();
        var last = 2 + bundles.Count - 1;
        Reasons(bundles, Retired(DeploymentBed.Noon, last + 1)).ShouldBeEmpty();
        Reasons(bundles, Retired(DeploymentBed.Noon.AddTicks(-1), last + 1)).ShouldBe([DeploymentReasons.KeyRetired]);
        // Dated back by whoever stole the key: the log had it too late.
        Reasons(bundles, Retired(DeploymentBed.Noon, last)).ShouldBe([DeploymentReasons.KeyRetired]);

        DeploymentTrust Retired(DateTimeOffset at, long size)
        {
            var file = RegistryTrust.Write(
                [_bed.Registry.RegistryKey], [_bed.Registry.LogKey], null,
                _bed.Registry.Envelope(new RevocationSnapshot(DeploymentBed.Noon, 2, []).Write(), RevocationSnapshot.PayloadType), [new(_bed.Key, at.AddTicks(-(at.Ticks % 10)), size)]);
            var trust = RegistryTrust.Parse(file).Value!;
            return new(trust.AttestationKeys, trust);
        }
    }

    [Fact]
    public void An_approval_of_the_registry_is_accepted_for_its_files()
    {
        var approval = _bed.Registry.Approval(RegistryBed.Act);
        IReadOnlyList<DeployedFile> files = [.. RegistryBed.Manifest.Entries.Select(e => new DeployedFile(e.Path, e.Size, e.Sha256))];
        var result = DeploymentVerifier.Verify([approval], _bed.Trust(), files, At);
        result.Refusals.ShouldBeEmpty();
        result.Approval!.ActorName.ShouldBe("ada");
        Reasons([approval], files: [files[0], files[1] with { Size = 6 }]).ShouldBe([DeploymentReasons.FileChanged]);
        Reasons([approval], new([], null), files).ShouldBe([ApprovalReasons.ReceiptMissing]);
        Reasons([approval], files: files, options: new DeploymentOptions(DeploymentBed.Noon.AddDays(2)) { MaxAge = TimeSpan.FromDays(1) }).ShouldBe([DeploymentReasons.TooOld]);
        var bare = _bed.Registry.Approval(RegistryBed.Act with { Files = [] });
        Reasons([bare], files: files).ShouldBeEmpty();
        Reasons([bare], files: [files[0]]).ShouldBe([DeploymentReasons.OtherContent]);
    }

    [Fact]
    public void No_changed_byte_of_what_was_signed_is_accepted()
    {
        var bundle = _bed.Attest()[^1];
        var envelope = ((EnvelopeContent)bundle.Content).Envelope;
        var trust = new DeploymentTrust([new(_bed.Key)], null);
        for (var place = 0; place < envelope.Payload.Length; place++)
        {
            var payload = (byte[])envelope.Payload.Clone();
            payload[place] ^= (byte)(1 << (place % 8));
            DeploymentVerifier.Verify([bundle with { Content = new EnvelopeContent(envelope with { Payload = payload }) }], trust, DeploymentBed.Files, At)
                .Refusals.Select(r => r.Id).ShouldBe([DeploymentReasons.SignatureWrong]);
        }
        var signature = (byte[])envelope.Signatures[0].Signature.Clone();
        signature[^1] ^= 1;
        Reasons([bundle with { Content = new EnvelopeContent(envelope with { Signatures = [new DsseSignature(signature, "")] }) }]).ShouldBe([DeploymentReasons.SignatureWrong]);
    }

    [Fact]
    public void No_changed_byte_of_the_file_gives_another_verdict()
    {
        var file = SigstoreBundleJson.Write(_bed.Attest()[^1]);
        var trust = _bed.Trust();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.Choose(0, file.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (place, change) =>
        {
            var bytes = (byte[])file.Clone();
            bytes[place] ^= (byte)change;
            var read = AttestationFile.Parse(bytes);
            if (!read.IsOk) return read.Reason.Length > 0;
            var result = DeploymentVerifier.Verify(read.Value, trust, DeploymentBed.Files, At);
            return !result.IsValid || (result.Summary!.Coverage.Scan == DeploymentBed.Scan().Report.ScanId && result.LogIndex == 6);
        }));
    }

    [Fact]
    public void A_file_of_attestations_says_which_line_is_wrong()
    {
        var line = Encoding.UTF8.GetString(SigstoreBundleJson.Write(_bed.Attest()[0]));
        AttestationFile.Parse(Encoding.UTF8.GetBytes($"{line}\n\n{line}\r\n")).Value!.Count.ShouldBe(2);
        AttestationFile.Parse(Encoding.UTF8.GetBytes($"{line}\nx\n")).Reason!.ShouldStartWith("line 2");
        AttestationFile.Parse(""u8).IsOk.ShouldBeFalse();
        AttestationFile.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "\n", 1025)))).Reason!.ShouldContain("1024");
    }

    private IEnumerable<string> Reasons(
        IReadOnlyList<SigstoreBundle>? bundles = null, DeploymentTrust? trust = null, IReadOnlyList<DeployedFile>? files = null, DeploymentOptions? options = null)
    {
        var made = bundles ?? _bed.Attest();
        return DeploymentVerifier.Verify(made, trust ?? _bed.Trust(), files ?? DeploymentBed.Files, options ?? At).Refusals.Select(r => r.Id);
    }
}
