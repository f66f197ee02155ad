using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Trust;
using Assay.HashVerify.Advisories;
using Assay.HashVerify.Sources;
using Assay.Tests.Unit.Domain.Advisories;
using NSubstitute;

namespace Assay.Tests.Unit.HashVerify.Advisories;

public sealed class AdvisoryFindingsTests
{
    [Theory]
    [InlineData(MatchClass.Exact, "ASY-ADV-001", Severity.Critical)]
    [InlineData(MatchClass.SameTensors, "ASY-ADV-002", Severity.High)]
    [InlineData(MatchClass.DeclaredDescent, "ASY-ADV-003", Severity.Medium)]
    public void Each_class_of_evidence_has_its_rule_and_severity(MatchClass match, string rule, Severity severity)
    {
        var finding = AdvisoryFindings.Of(Match(match, Records.Advisory(Records.File("bad"))));

        (finding.Rule, finding.Severity, finding.Confidence).ShouldBe((rule, severity, Confidence.Medium));
        finding.References.ShouldContain("ASY-ADV-2026-0001");
    }

    [Fact]
    public void Texts_of_an_advisory_are_quoted_and_the_replacement_is_named()
    {
        var advisory = Records.Advisory(Records.File("bad")) with { Title = "\u001b[31mred", Summary = "\u202eevil", Aliases = ["CVE-2026-1"], Replacement = Records.Manifest("good") };

        var finding = AdvisoryFindings.Of(Match(MatchClass.Exact, advisory) with { Path = "\u001b.bin" });

        $"{finding.Message} {finding.Location.Path} {string.Join(' ', finding.Evidence.Select(e => e.Value))}".ShouldAllBe(c => c >= ' ' && c != '\u202e');
        finding.Evidence.ShouldContain(e => e.Label == "use instead" && e.Value == Records.Digest("good").Hex);
        finding.References.ShouldContain("CVE-2026-1");
    }

    [Fact]
    public async Task The_source_reports_every_advisory_among_the_records()
    {
        var records = TrustRecords.None with { Advisories = [Match(MatchClass.Exact, Records.Advisory()), Match(MatchClass.SameTensors, Records.Advisory())] };

        var answer = await new PublishedAdvisories().AskAsync(new(Records.Subject().Version, records, Substitute.For<IModelFiles>()), TestContext.Current.CancellationToken);

        answer.Findings.Select(f => f.Rule).ShouldBe(["ASY-ADV-001", "ASY-ADV-002"]);
    }

    [Fact]
    public void Records_with_another_revision_are_other_records()
    {
        var match = Match(MatchClass.Exact, Records.Advisory());
        var one = TrustRecords.None with { Advisories = [match] };
        var two = TrustRecords.None with { Advisories = [match with { Advisory = match.Advisory with { Revision = 2 } }] };

        one.Digest().IsEmpty.ShouldBeFalse();
        two.Digest().ShouldNotBe(one.Digest());
    }

    private static AdvisoryMatch Match(MatchClass match, Advisory advisory) => new(advisory, match, Confidence.Medium, Records.File("bad"), "w.bin");
}
