using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Versions;
using Assay.HashVerify.Combining;
using Assay.HashVerify.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.HashVerify;

public sealed class CombinationTests
{
    private static readonly string _one = new('1', 64);
    private static readonly string _two = new('2', 64);

    [Fact]
    public void The_strongest_voucher_comes_first()
    {
        var combined = Of(File("model.bin"), Hub(_one), Good("team", _one), Signed(_one));

        combined.Findings.ShouldBeEmpty();
        combined.Vouchers.ShouldHaveSingleItem().Vouchers.Select(v => v.Kind).ShouldBe([VoucherKind.Signature, VoucherKind.List, VoucherKind.Hub]);
    }

    [Fact]
    public void Known_bad_is_critical_whatever_vouches_and_the_contradiction_is_shown()
    {
        var combined = Of(File("model.bin"), Signed(_one), Good("team", _one), Bad("evil", _one));

        combined.Findings.ShouldContain(f => f.Rule == "ASY-HSH-008" && f.Severity == Severity.Critical && f.Message.Contains("'evil'"));
        var disagreement = combined.Findings.Single(f => f.Rule == "ASY-HSH-011");
        disagreement.Message.ShouldContain("signer");
        disagreement.Message.ShouldContain("'evil'");
    }

    [Fact]
    public void A_hub_that_serves_known_bad_bytes_does_not_disagree_about_them() =>
        Of(File("model.bin"), Hub(_one), Bad("evil", _one)).Findings.Select(f => f.Rule).ShouldBe(["ASY-HSH-008"]);

    [Fact]
    public void Known_bad_bytes_that_were_only_declared_count_too()
    {
        var file = File("model.bin") with { State = FileState.NotRead, Sha256 = default, DeclaredSha256 = Sha256Digest.Parse(_one) };

        Of(file, Hub(_one), Bad("evil", _one)).Findings.ShouldHaveSingleItem().Message.ShouldContain("declares");
    }

    [Theory]
    [InlineData(200, Severity.Medium)]
    [InlineData(20, Severity.High)]
    public void Two_sources_that_name_different_digests_are_both_named_and_the_stronger_is_believed(int precedence, Severity severity)
    {
        var mine = new Statement(Says.Genuine, "model.bin", _one, new("mine", VoucherKind.List, VoucherStrength.Strong, Voucher.Sha256), precedence);

        var finding = Of(File("model.bin"), mine, Good("theirs", _two)).Findings.ShouldHaveSingleItem();

        (finding.Rule, finding.Severity).ShouldBe(("ASY-HSH-011", severity));
        finding.Message.ShouldContain("'mine'");
        finding.Message.ShouldContain("'theirs'");
        finding.Message.ShouldContain(_one);
        finding.Message.ShouldContain(_two);
    }

    [Fact]
    public void A_list_that_names_another_digest_for_a_file_rejects_it()
    {
        var combined = Of(File("model.bin"), Good("team", _two));

        var finding = combined.Findings.Single(f => f.Rule == "ASY-HSH-010");
        finding.Severity.ShouldBe(Severity.High);
        finding.Evidence.Select(e => e.Value).ShouldBe(["team", _two, _one]);
        combined.Vouchers.ShouldBeEmpty();
    }

    [Fact]
    public void Weights_and_code_that_nobody_knows_are_named_where_somebody_knows_other_files()
    {
        var statements = new[] { Good("team", _one) };

        var combined = Combination.Of(Version(File("model.bin"), File("modeling_x.py"), File("README.md"), File("config.json")), statements);

        var finding = combined.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Severity, finding.Location.Path).ShouldBe(("ASY-HSH-015", Severity.Low, "modeling_x.py"));
    }

    [Fact]
    public void Where_nobody_says_anything_nothing_is_said_of_single_files() =>
        Combination.Of(Version(File("model.bin"), File("x.py")), []).Findings.ShouldBeEmpty();

    [Fact]
    public void A_git_blob_id_vouches_by_the_git_blob_id()
    {
        var file = File("x.py") with { GitBlob = GitBlobDigest.Parse(new string('3', 40)) };
        Statement Git(char c) => new(Says.Genuine, "x.py", new string(c, 40), new("hub", VoucherKind.Hub, VoucherStrength.Weak, Voucher.GitSha1), SourcePrecedence.Hub);

        Combination.Of(Version(file), [Git('3')]).Vouchers.ShouldHaveSingleItem();
        Combination.Of(Version(file), [Git('4')]).Vouchers.ShouldBeEmpty();
    }

    [Fact]
    public void No_order_of_statements_hides_a_contradiction_or_a_known_bad_file() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var statements = Enumerable.Range(0, random.Next(1, 8)).Select(i => random.Next(3) == 0
            ? Bad($"bad{i}", _one)
            : Good($"good{i}", random.Next(2) == 0 ? _one : _two) with { Precedence = random.Next(500) }).ToArray();
        var findings = Of(File("model.bin"), statements).Findings;
        random.Shuffle(statements);
        var again = Of(File("model.bin"), statements).Findings;
        var bad = statements.Count(s => s.Says == Says.KnownBad);
        var named = statements.Where(s => s.Says == Says.Genuine).Select(s => s.Digest).Distinct().Count();
        return findings.Count(f => f.Rule == "ASY-HSH-008") == bad
            && (named < 2 || findings.Any(f => f.Rule == "ASY-HSH-011"))
            && findings.Select(f => f.Message).Order().SequenceEqual(again.Select(f => f.Message).Order());
    }));

    internal static VersionFile File(string path) => new() { Path = path, Size = 1, State = FileState.Stored, Sha256 = Sha256Digest.Parse(_one) };

    internal static ModelVersion Version(params IReadOnlyList<VersionFile> files) => new()
    {
        Id = Guid.CreateVersion7(),
        Source = "hf",
        Name = "org/model",
        ListingDigest = VersionListing.Digest(files),
        Files = files,
    };

    private static Combined Of(VersionFile file, params IReadOnlyList<Statement> statements) => Combination.Of(Version(file), statements);

    private static Statement Hub(string digest) =>
        new(Says.Genuine, "model.bin", digest, new("listing of hf", VoucherKind.Hub, VoucherStrength.Moderate, Voucher.Sha256), SourcePrecedence.Hub);

    private static Statement Signed(string digest) =>
        new(Says.Genuine, "model.bin", digest, new("signer", VoucherKind.Signature, VoucherStrength.Strong, Voucher.Sha256), SourcePrecedence.Signature);

    private static Statement Good(string list, string digest) =>
        new(Says.Genuine, "model.bin", digest, new(list, VoucherKind.List, VoucherStrength.Strong, Voucher.Sha256), SourcePrecedence.List);

    private static Statement Bad(string list, string digest) => Good(list, digest) with { Says = Says.KnownBad };
}
