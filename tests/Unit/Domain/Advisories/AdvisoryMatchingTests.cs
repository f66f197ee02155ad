using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Advisories;

public sealed class AdvisoryMatchingTests
{
    [Fact]
    public void The_same_bytes_match_exactly_under_any_name_and_say_which_file()
    {
        var match = AdvisoryMatching.Of(Records.Advisory(Records.File("bad")), Records.Subject(Records.Read("ok", "good"), Records.Read("x/any.bin", "bad"))).ShouldNotBeNull();

        (match.Class, match.Confidence, match.Path).ShouldBe((MatchClass.Exact, Confidence.High, "x/any.bin"));
        AdvisoryMatching.Of(Records.Advisory(Records.File("bad")), Records.Subject(Records.Read("ok", "good"))).ShouldBeNull();
    }

    [Fact]
    public void Bytes_that_were_only_declared_match_with_less_confidence_and_not_against_what_was_read()
    {
        var advisory = Records.Advisory(Records.File("bad"));

        AdvisoryMatching.Of(advisory, Records.Subject(Records.Declared("a", "bad"))).ShouldNotBeNull().Confidence.ShouldBe(Confidence.Medium);
        AdvisoryMatching.Of(advisory, Records.Subject(Records.Declared("a", "bad") with { Sha256 = Records.Digest("good") })).ShouldBeNull();
    }

    [Theory]
    [InlineData("org/model", true)]
    [InlineData("org/model@0123456789abcdef0123456789abcdef01234567", true)]
    [InlineData("org/model@1111111111111111111111111111111111111111", false)]
    [InlineData("org/model2", false)]
    [InlineData("org/mode", false)]
    [InlineData("Org/model", false)]
    public void A_package_matches_its_name_and_commit_and_nothing_like_them(string package, bool matches) =>
        (AdvisoryMatching.Of(Records.Advisory(Records.Package(package)), Records.Subject()) is { Class: MatchClass.Exact }).ShouldBe(matches);

    [Fact]
    public void A_folder_called_like_a_package_is_not_the_package()
    {
        var subject = Records.Subject();

        AdvisoryMatching.Of(Records.Advisory(Records.Package("org/model")), subject with { Version = subject.Version with { Source = "file" } }).ShouldBeNull();
    }

    [Fact]
    public void Content_and_repository_match_exactly()
    {
        AdvisoryMatching.Of(Records.Advisory(Records.Manifest("manifest")), Records.Subject()).ShouldNotBeNull().Class.ShouldBe(MatchClass.Exact);
        AdvisoryMatching.Of(Records.Advisory(Records.Manifest("manifest")), Records.Subject() with { Manifest = default }).ShouldBeNull();
        AdvisoryMatching.Of(Records.Advisory(new AdvisoryTarget(TargetKind.Repository, "63f1")), Records.Subject()).ShouldNotBeNull().Class.ShouldBe(MatchClass.Exact);
        AdvisoryMatching.Of(Records.Advisory(new AdvisoryTarget(TargetKind.Repository, "63f2")), Records.Subject()).ShouldBeNull();
    }

    [Theory]
    [InlineData(100, Confidence.High)]
    [InlineData(90, Confidence.Medium)]
    [InlineData(89, null)]
    [InlineData(0, null)]
    public void Another_file_counts_as_the_same_numbers_only_where_it_holds_nearly_all_of_them(long held, Confidence? confidence)
    {
        var subject = Records.Subject(Records.Read("w", "repacked")) with { Tensors = [new(Records.Digest("bad"), "w", held, 100)] };

        var match = AdvisoryMatching.Of(Records.Advisory(Records.File("bad")), subject);

        match?.Confidence.ShouldBe(confidence.ShouldNotBeNull());
        (match?.Class).ShouldBe(confidence is null ? null : MatchClass.SameTensors);
    }

    [Theory]
    [InlineData(TargetKind.Base, "org/base")]
    [InlineData(TargetKind.Package, "pkg:huggingface/org/base")]
    public void A_declared_base_is_descent_and_never_more(TargetKind kind, string value)
    {
        var match = AdvisoryMatching.Of(Records.Advisory(new AdvisoryTarget(kind, value)), Records.Subject() with { Bases = ["org/base"] }).ShouldNotBeNull();

        (match.Class, match.Confidence).ShouldBe((MatchClass.DeclaredDescent, Confidence.Low));
    }

    [Fact]
    public void The_strongest_evidence_is_the_one_that_is_told()
    {
        var subject = Records.Subject(Records.Read("w", "bad")) with { Bases = ["org/base"], Tensors = [new(Records.Digest("bad"), "w", 1, 1)] };

        var match = AdvisoryMatching.Of(Records.Advisory(new(TargetKind.Base, "org/base"), Records.File("bad")), subject).ShouldNotBeNull();

        match.Class.ShouldBe(MatchClass.Exact);
    }

    [Fact]
    public void What_is_withdrawn_or_not_affected_concerns_nobody()
    {
        var advisory = Records.Advisory(Records.File("bad"));
        var subject = Records.Subject(Records.Read("w", "bad"));

        AdvisoryMatching.Of(advisory with { WithdrawnAt = Records.Noon }, subject).ShouldBeNull();
        AdvisoryMatching.Of(advisory with { Status = AdvisoryStatus.NotAffected }, subject).ShouldBeNull();
    }

    [Fact]
    public void A_version_that_is_named_as_unaffected_or_is_the_replacement_is_excused()
    {
        var advisory = Records.Advisory(Records.Package("org/model"));

        AdvisoryMatching.Of(advisory with { Unaffected = [Records.Manifest("manifest")] }, Records.Subject()).ShouldBeNull();
        AdvisoryMatching.Of(advisory with { Unaffected = [Records.Package("org/model@" + Records.Commit)] }, Records.Subject()).ShouldBeNull();
        AdvisoryMatching.Of(advisory with { Replacement = Records.Package("org/model@" + Records.Commit) }, Records.Subject()).ShouldBeNull();
        AdvisoryMatching.Of(advisory with { Unaffected = [Records.Manifest("other")] }, Records.Subject()).ShouldNotBeNull();
    }

    [Fact]
    public void Affected_bytes_are_not_excused_by_a_name()
    {
        var advisory = Records.Advisory(Records.File("bad")) with { Unaffected = [Records.Package("org/model@" + Records.Commit)] };

        AdvisoryMatching.Of(advisory, Records.Subject(Records.Read("w", "bad"))).ShouldNotBeNull();
    }

    [Fact]
    public void Weaker_evidence_is_never_more_severe_and_descent_never_reaches_what_rejects() => Prop.ForAll(
        Gen.Elements(Enum.GetValues<Severity>()).ToArbitrary(), Gen.Elements(Enum.GetValues<AdvisoryStatus>()).ToArbitrary(), (severity, status) =>
        {
            var advisory = Records.Advisory() with { Severity = severity, Status = status };
            var severities = Enum.GetValues<MatchClass>().Select(c => AdvisoryMatching.SeverityOf(advisory, c)).ToList();

            return severities[0] >= severities[1] && severities[1] <= severity && severities[2] <= Severity.Medium && severities.All(Enum.IsDefined)
                && (status != AdvisoryStatus.UnderInvestigation || severities[0] <= Severity.Medium);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(Severity.Critical, Severity.Critical, Severity.High, Severity.Medium)]
    [InlineData(Severity.High, Severity.High, Severity.Medium, Severity.Medium)]
    [InlineData(Severity.Medium, Severity.Medium, Severity.Low, Severity.Low)]
    [InlineData(Severity.Info, Severity.Info, Severity.Info, Severity.Info)]
    public void Severity_follows_from_the_advisory_and_the_class(Severity advisory, Severity exact, Severity tensors, Severity descent) =>
        Enum.GetValues<MatchClass>().Select(c => AdvisoryMatching.SeverityOf(Records.Advisory() with { Severity = advisory }, c)).ShouldBe([exact, tensors, descent]);
}
