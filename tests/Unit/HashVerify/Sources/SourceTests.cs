using System.Text;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Versions;
using Assay.HashVerify.Sources;
using Assay.HashVerify.Sources.ChecksumFile;
using Assay.Domain.Lineage;
using Assay.HashVerify.Sources.DeclaredBase;
using Assay.HashVerify.Sources.Lists;
using Assay.HashVerify.Sources.NameHistory;
using Assay.HashVerify.Sources.Registry;
using Assay.Storage.Versions;
using FsCheck;
using FsCheck.Fluent;
using NSubstitute;

namespace Assay.Tests.Unit.HashVerify.Sources;

public sealed class SourceTests
{
    private static readonly Sha256Digest _one = Sha256Digest.Parse(new string('1', 64));
    private static readonly Sha256Digest _two = Sha256Digest.Parse(new string('2', 64));
    private static readonly DateTimeOffset _then = DateTimeOffset.UnixEpoch;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Two_sources_of_one_id_are_refused() =>
        Should.Throw<InvalidOperationException>(() => new TrustedSourceCatalog([new NameHistory(), new NameHistory()])).Message.ShouldContain("name-history");

    [Fact]
    public async Task A_list_vouches_by_digest_anywhere_and_by_path_within_its_model()
    {
        var good = HashVerifyTests.ListOf(ListKind.Good);
        var scope = new ModelScope("org/model", null);
        var version = CombinationTests.Version(CombinationTests.File("a"), CombinationTests.File("b"));

        var answer = await AskAsync(new ImportedLists(), version, Lists(
            new(good, new(_one, "elsewhere", null, null)), new(good, new(_two, "b", scope, null)), new(good, new(_two, "absent", scope, null))));

        answer.Statements.Select(s => (s.Path, s.Digest)).ShouldBe([("a", _one.Hex), ("b", _one.Hex), ("b", _two.Hex)]);
        answer.Statements.ShouldAllBe(s => s.Precedence == SourcePrecedence.List + TrustedList.UsualPrecedence);
        answer.Notes.ShouldHaveSingleItem().ShouldContain("names 1 file that this version does not have");
    }

    [Fact]
    public async Task A_list_that_has_a_path_for_several_revisions_is_right_with_any_of_them()
    {
        var good = HashVerifyTests.ListOf(ListKind.Good);
        var scope = new ModelScope("org/model", null);

        var answer = await AskAsync(new ImportedLists(), CombinationTests.Version(CombinationTests.File("a")), Lists(
            new(good, new(_two, "a", scope, null)), new(good, new(_one, "a", scope, null))));

        answer.Statements.ShouldHaveSingleItem().Digest.ShouldBe(_one.Hex);
    }

    [Fact]
    public async Task Empty_files_are_not_bad_whatever_a_list_says()
    {
        var file = CombinationTests.File("__init__.py") with { Sha256 = Sha256Digest.OfNothing };

        var answer = await AskAsync(
            new ImportedLists(), CombinationTests.Version(file), Lists(new ListHit(HashVerifyTests.ListOf(ListKind.Bad), new(Sha256Digest.OfNothing, null, null, null))));

        answer.Statements.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_approval_vouches_for_every_file_and_a_revocation_outweighs_it()
    {
        var version = CombinationTests.Version(CombinationTests.File("a"), CombinationTests.File("b"));
        var approved = new RegistryWord(RegistryState.Approved, _one, "ann", _then, null);
        var revoked = new RegistryWord(RegistryState.Revoked, _one, "bob", _then, "poisoned", _two);

        var one = await AskAsync(new RegistryOfVersions(), version, new(null, [], [approved], []));
        var both = await AskAsync(new RegistryOfVersions(), version, new(null, [], [approved, revoked], []));

        one.Statements.Select(s => (s.Path, s.By.Kind, s.By.Strength)).ShouldBe(
            [("a", VoucherKind.Registry, VoucherStrength.Strong), ("b", VoucherKind.Registry, VoucherStrength.Strong)]);
        both.Statements.ShouldBeEmpty();
        var finding = both.Findings.ShouldHaveSingleItem();
        (finding.Rule, finding.Severity).ShouldBe(("ASY-HSH-009", Severity.Critical));
        finding.Message.ShouldContain("poisoned");
        finding.Evidence.ShouldContain(e => e.Label == "replacement" && e.Value == _two.Hex);
    }

    [Theory]
    [InlineData("org/model", "id-old", null, "ASY-HSH-016")]
    [InlineData("org/asked", "id-old", "org/asked", "ASY-HSH-016")]
    [InlineData("org/former", "id", null, "ASY-HSH-017")]
    [InlineData("org/asked", "id", "org/asked", "ASY-HSH-017")]
    [InlineData(null, null, "org/asked", "ASY-HSH-017")]
    [InlineData(null, null, null, null)]
    public async Task A_name_that_led_elsewhere_earlier_is_reported(string? name, string? id, string? requested, string? rule)
    {
        var version = CombinationTests.Version(CombinationTests.File("a")) with { RepositoryId = "id" };
        IReadOnlyList<KnownName> names = name is null ? [] : [new(name, id!, _then)];

        var answer = await AskAsync(new NameHistory(), version, new(requested, [], [], names));

        answer.Findings.Select(f => f.Rule).ShouldBe(rule is null ? [] : [rule]);
        answer.Findings.ShouldAllBe(f => f.Severity == (f.Rule == "ASY-HSH-016" ? Severity.High : Severity.Low));
    }

    [Theory]
    [InlineData("SHA256SUMS", "{1}  a.bin\n", 0, 1)]
    [InlineData("SHA256SUMS", "{2}  a.bin\n", 1, 0)]
    [InlineData("SHA256SUMS", "{2}  a.bin\n{1}  a.bin\n", 0, 1)]
    [InlineData("SHA256SUMS", "{2}  absent.bin\n", 0, 0)]
    [InlineData("a.bin.sha256", "{2}\n", 1, 0)]
    [InlineData("sub/SHA256SUMS", "{2}  a.bin\n", 0, 0)]
    [InlineData("sub/SHA256SUMS", "{2}  b.bin\n", 1, 0)]
    [InlineData("notes.txt", "{2}  a.bin\n", 0, 0)]
    [InlineData("checksums.txt", "This model has checksums.\n\0\u00ff", 0, 0)]
    public async Task A_checksum_file_inside_the_model_vouches_for_nothing_and_may_disagree(string name, string text, int findings, int notes)
    {
        var version = CombinationTests.Version(CombinationTests.File("a.bin"), CombinationTests.File("sub/b.bin"), CombinationTests.File(name) with { Sha256 = _two });

        var answer = await AskAsync(new ChecksumFile(), version, TrustRecords.None, text.Replace("{1}", _one.Hex).Replace("{2}", _two.Hex));

        answer.Statements.ShouldBeEmpty();
        answer.Findings.Count(f => f is { Rule: "ASY-HSH-012", Severity: Severity.Medium }).ShouldBe(findings);
        answer.Notes.Count.ShouldBe(notes);
    }

    [Fact]
    public async Task Files_of_the_declared_base_are_vouched_for_weakly()
    {
        var known = Substitute.For<IKnownFiles>();
        known.ReadAsync("org/base", default!, default).ReturnsForAnyArgs(new HashSet<(string, Sha256Digest)> { ("a", _one), ("b", _two) });
        var version = CombinationTests.Version(CombinationTests.File("a"), CombinationTests.File("b"), CombinationTests.File("README.md"));

        var answer = await AskAsync(new DeclaredBase(known), version, TrustRecords.None, "---\nbase_model: org/base\n---\n");

        var statement = answer.Statements.ShouldHaveSingleItem();
        (statement.Path, statement.By).ShouldBe(("a", new("base org/base", VoucherKind.Base, VoucherStrength.Weak, Voucher.Sha256)));
        await known.Received().ReadAsync("org/base", Arg.Any<IReadOnlyCollection<Sha256Digest>>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("---\nbase_model: org/a\n---", "org/a")]
    [InlineData("---\r\nbase_model:\r\n- org/a\r\n- \"org/b\"\r\ntags:\r\n- org/c\r\n---\r\nbase_model: org/d", "org/a org/b")]
    [InlineData("---\nbase_model: [org/a, 'org/b']\n---", "org/a org/b")]
    [InlineData("base_model: org/a", "")]
    [InlineData("---\nbase_model: ../../etc/passwd\n---", "")]
    [InlineData("---\nbase_model: {{{{[[[[\n---", "")]
    [InlineData("---\nbase_model: gpt2\n---", "")]
    public void A_base_is_found_in_the_front_matter(string text, string names) =>
        string.Join(' ', Repositories("README.md", Encoding.UTF8.GetBytes(text))).ShouldBe(names);

    [Theory]
    [InlineData("{\"base_model_name_or_path\": \"org/a\"}", "org/a")]
    [InlineData("{\"base_model_name_or_path\": \"/home/me/x\"}", "")]
    [InlineData("[", "")]
    [InlineData("[[[[", "")]
    [InlineData("{\"base_model_name_or_path\": 7}", "")]
    public void A_base_is_found_in_the_configuration_of_an_adapter(string text, string names) =>
        string.Join(' ', Repositories("adapter_config.json", Encoding.UTF8.GetBytes(text))).ShouldBe(names);

    [Fact]
    public void Whatever_the_bytes_a_base_is_a_name_or_nothing() => Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
    {
        byte[] front = [.. "---\nbase_model:"u8, .. bytes, .. "\n---"u8];
        return Repositories("README.md", front).Concat(Repositories("adapter_config.json", bytes)).All(n => ModelScope.Parse(n) is not null);
    }));

    private static IEnumerable<string> Repositories(string file, ReadOnlySpan<byte> text) =>
        DeclaredBases.InFile(file, text).Select(DeclaredBases.RepositoryOf).OfType<string>();

    private static TrustRecords Lists(params IReadOnlyList<ListHit> hits) => new(null, hits, [], []);

    private static Task<SourceAnswer> AskAsync(ITrustedSource source, ModelVersion version, TrustRecords records, string text = "")
    {
        var files = Substitute.For<IModelFiles>();
        files.ReadAsync(default!, default, default).ReturnsForAnyArgs((ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(text));
        return source.AskAsync(new(version, records, files), Token);
    }
}
