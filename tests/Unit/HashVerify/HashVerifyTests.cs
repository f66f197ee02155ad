using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Domain.Trust;
using Assay.HashVerify;
using Assay.HashVerify.Advisories;
using Assay.HashVerify.Sources;
using Assay.HashVerify.Sources.Hub;
using Assay.HashVerify.Sources.Lists;
using Assay.HashVerify.Sources.Signatures;
using Assay.Storage.Advisories;
using Assay.Storage.Trust;
using Assay.Storage.Versions;
using NSubstitute;

namespace Assay.Tests.Unit.HashVerify;

public sealed class HashVerifyTests
{
    private static readonly Sha256Digest _one = Sha256Digest.Parse(new string('1', 64));
    private static readonly Sha256Digest _two = Sha256Digest.Parse(new string('2', 64));
    private static readonly GitBlobDigest _gitOne = GitBlobDigest.Parse(new string('1', 40));
    private static readonly GitBlobDigest _gitTwo = GitBlobDigest.Parse(new string('2', 40));

    private static VersionFile Good { get; } = new()
    {
        Path = "weights.bin",
        Size = 10,
        State = FileState.Stored,
        DeclaredSize = 10,
        DeclaredSha256 = _one,
        Sha256 = _one,
    };

    private static VersionFile Local { get; } = new() { Path = "local", Size = 10, State = FileState.Stored, Sha256 = _one, GitBlob = _gitOne };

    [Fact]
    public void A_file_that_is_what_was_declared_has_no_finding_and_is_counted()
    {
        var body = Judge(Version(Good, Good with { Path = "c", DeclaredSha256 = default, DeclaredGitBlob = _gitOne, GitBlob = _gitOne }));

        body.Findings.ShouldBeEmpty();
        body.Status.ShouldBe(CoverageStatus.Ran);
        body.Warnings.ShouldHaveSingleItem().ShouldContain("1 by SHA-256 and 1 by git blob id");
    }

    [Fact]
    public void Another_SHA256_is_critical_and_both_values_are_shown()
    {
        var finding = Only(Good with { Sha256 = _two });

        (finding.Rule, finding.Severity, finding.Location.Path).ShouldBe(("ASY-HSH-001", Severity.Critical, "weights.bin"));
        finding.Evidence.Select(e => e.Value).ShouldBe([_one.Hex, _two.Hex]);
        finding.IsFact.ShouldBeTrue();
    }

    [Fact]
    public void Another_git_id_is_critical() =>
        Only(Good with { DeclaredSha256 = default, DeclaredGitBlob = _gitOne, GitBlob = _gitTwo }).Rule.ShouldBe("ASY-HSH-002");

    [Fact]
    public void Another_size_is_critical()
    {
        var finding = Only(Good with { DeclaredSize = 11 });

        finding.Rule.ShouldBe("ASY-HSH-003");
        finding.Message.ShouldContain("11");
    }

    [Fact]
    public void A_missing_file_is_critical() => Only(Good with { State = FileState.Missing, Sha256 = default }).Rule.ShouldBe("ASY-HSH-004");

    [Fact]
    public void An_undeclared_file_is_critical_where_the_source_declares_its_files()
    {
        var body = Judge(Version(Good, Local));

        var finding = body.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Location.Path).ShouldBe(("ASY-HSH-005", "local"));
    }

    [Fact]
    public void Where_nothing_is_declared_there_is_no_finding_but_a_statement()
    {
        var body = Judge(Version(Local));

        body.Findings.ShouldBeEmpty();
        body.Warnings.ShouldHaveSingleItem().ShouldContain("declares no digests");
    }

    [Theory]
    [InlineData("link", Severity.Medium)]
    [InlineData("../../x", Severity.High)]
    [InlineData("/etc/x", Severity.High)]
    [InlineData("a\\b", Severity.High)]
    public void A_refused_entry_is_worse_where_its_name_leads_out(string path, Severity severity)
    {
        var finding = Only(new() { Path = path, Size = 0, State = FileState.Refused, Note = "a \u001b[31mlink" });

        (finding.Rule, finding.Severity).ShouldBe(("ASY-HSH-006", severity));
        finding.Evidence.ShouldHaveSingleItem().Value.ShouldNotContain("\u001b");
    }

    [Fact]
    public void An_unreadable_file_makes_the_result_partial()
    {
        var body = Judge(Version(Good, new() { Path = "x", Size = 5, State = FileState.Unreadable, Note = "permission denied" }));

        body.Status.ShouldBe(CoverageStatus.Partial);
        body.Reason.ShouldBe("1 of 2 files could not be read");
        body.Findings.ShouldHaveSingleItem().Rule.ShouldBe("ASY-HSH-007");
    }

    [Fact]
    public void A_file_that_the_depth_leaves_out_is_no_finding() =>
        Judge(Version(Good with { State = FileState.NotRead, Sha256 = default })).Findings.ShouldBeEmpty();

    [Fact]
    public void A_hostile_listing_does_not_make_a_report_without_end()
    {
        var body = Judge(Version([.. Enumerable.Range(0, 3000).Select(i => Good with { Path = $"f{i}", Sha256 = _two })]));

        body.Findings.Count.ShouldBe(1000);
        body.Warnings.ShouldContain(w => w.Contains("2000 further findings"));
    }

    [Fact]
    public void Every_rule_is_documented_and_has_an_id_of_its_own()
    {
        HashRules.All.Select(r => r.Id).Distinct().Count().ShouldBe(HashRules.All.Count);
        HashRules.All.ShouldAllBe(r => (r.Id.StartsWith("ASY-HSH-") || r.Id.StartsWith("ASY-ADV-")) && r.Reason.Length > 40 && r.Remedy.Length > 20 && r.Example.Length > 10);
    }

    [Fact]
    public async Task The_fact_is_about_the_listing()
    {
        var version = Version(Good);
        var versions = Substitute.For<IVersionRepository>();
        versions.ReadAsync(version.Id, Arg.Any<CancellationToken>()).Returns(version);

        var outcome = await Handler(versions)
            .HandleAsync(Claim(version.Id), TestContext.Current.CancellationToken);

        var fact = outcome.Result.ShouldNotBeNull().Facts.ShouldHaveSingleItem();
        fact.Key.Subject.ShouldBe(version.ListingDigest);
        fact.Key.Analyser.ShouldBe(AnalyserDescriptor.HashVerifyId);
        fact.Key.ShouldBe(HashVerifyDescriptors.Comparison.KeyFor(version.ListingDigest));
        fact.Body.Manifest.ShouldNotBeNull().ShouldBe(VersionManifest.DigestOf(version));
        fact.Body.Vouchers.ShouldNotBeNull().ShouldHaveSingleItem().Vouchers.ShouldHaveSingleItem().Strength.ShouldBe(VoucherStrength.Moderate);
    }

    [Fact]
    public async Task What_lists_say_makes_another_fact_under_another_key()
    {
        var version = Version(Good);
        var versions = Substitute.For<IVersionRepository>();
        versions.ReadAsync(version.Id, Arg.Any<CancellationToken>()).Returns(version);
        var records = new TrustRecords(null, [new(ListOf(ListKind.Bad), new(_one, null, null, "seen in the wild"))], [], []);

        var outcome = await Handler(versions, records).HandleAsync(Claim(version.Id), TestContext.Current.CancellationToken);

        var fact = outcome.Result.ShouldNotBeNull().Facts.ShouldHaveSingleItem();
        fact.Key.ShouldBe(HashVerifyDescriptors.Comparison.Under(records.Digest()).KeyFor(version.ListingDigest));
        fact.Key.ShouldNotBe(HashVerifyDescriptors.Comparison.KeyFor(version.ListingDigest));
        fact.Body.Findings.ShouldContain(f => f.Rule == "ASY-HSH-008" && f.Severity == Severity.Critical && f.Message.Contains("seen in the wild"));
    }

    internal static TrustedList ListOf(ListKind kind, string name = "team") => new()
    {
        Id = Guid.CreateVersion7(),
        Name = name,
        Kind = kind,
        Format = ListFormat.Sha256sums,
        Digest = _two,
        ImportedBy = "me",
        ImportedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public async Task A_version_that_is_not_in_the_store_is_a_failure_and_not_an_exception()
    {
        var outcome = await Handler(Substitute.For<IVersionRepository>())
            .HandleAsync(Claim(Guid.NewGuid()), TestContext.Current.CancellationToken);

        outcome.Failure.ShouldNotBeNull().Category.ShouldBe(FailureCategory.Internal);
    }

    private static FactBody Judge(ModelVersion version) => ListingVerdict.Of(version, []);

    private static HashVerifyTaskHandler Handler(IVersionRepository versions, TrustRecords? records = null)
    {
        var trust = Substitute.For<ITrustRecords>();
        trust.ReadAsync(default!, default!, default).ReturnsForAnyArgs(new TrustSnapshot(default, records ?? TrustRecords.None));
        var files = Substitute.For<IModelFiles>();
        var marks = new DeclaredBaseMarks(Substitute.For<IVersionMarks>(), files);
        return new(versions, trust, new([new HubMetadata(), new ImportedLists()]), files, marks, new(SignatureTrust.Nobody), TimeProvider.System);
    }

    private static Finding Only(VersionFile file) => Judge(Version(file)).Findings.ShouldHaveSingleItem();

    private static ModelVersion Version(params IReadOnlyList<VersionFile> files) => new()
    {
        Id = Guid.CreateVersion7(),
        Source = "hf",
        Name = "org/model",
        ListingDigest = VersionListing.Digest(files),
        Files = files,
    };

    private static ClaimedTask Claim(Guid versionId)
    {
        var scan = new Scan
        {
            Id = Guid.NewGuid(),
            RunId = Guid.NewGuid(),
            Target = "hf://org/model",
            Lane = Lane.Normal,
            Depth = Depth.Full,
            PolicyDigest = Sha256Digest.OfNothing,
            VersionId = versionId,
        };
        return new(
            new() { Id = Guid.NewGuid(), ScanId = scan.Id, Stage = Stage.HashVerify, Lane = scan.Lane, State = TaskState.Leased, Attempt = 1 },
            scan);
    }
}
