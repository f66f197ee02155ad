using Assay.Analysis;
using Assay.Analysis.Catalog;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using NSubstitute;

namespace Assay.Tests.Unit.Analysis;

public sealed class AnalyserCatalogTests
{
    private static Rule Rule(string id) => new(id, "Title", Severity.Low, "Reason.", "Remedy.", "Example.", ["CWE-502"]);

    private static IAnalyser Analyser(string id, string rule, params string[] prerequisites)
    {
        var analyser = Substitute.For<IAnalyser>();
        analyser.Manifest.Returns(new AnalyserManifest(id, 1, Maturity.Advisory, ["text"], [Rule(rule)]) { Prerequisites = prerequisites });
        return analyser;
    }

    private static string ErrorOf(params IAnalyser[] analysers) =>
        Should.Throw<InvalidOperationException>(() => new AnalyserCatalog(analysers, [])).Message;

    [Fact]
    public void A_consistent_set_is_accepted() =>
        new AnalyserCatalog([Analyser("b", "ASY-BBB-001", "a"), Analyser("a", "ASY-AAA-001")], []).Analysers.Select(a => a.Manifest.Id).ShouldBe(["a", "b"]);

    [Fact]
    public void Every_error_is_listed_at_once()
    {
        var message = ErrorOf(Analyser("a", "ASY-AAA-001"), Analyser("a", "ASY-AAA-001"), Analyser("Bad_Id", "ASY-1", "nobody"));
        message.ShouldContain("the id 'a' is used more than once");
        message.ShouldContain("the rule id 'ASY-AAA-001' is used more than once");
        message.ShouldContain("the id 'Bad_Id'");
        message.ShouldContain("'ASY-1' is not of the form");
        message.ShouldContain("needs 'nobody', which does not exist");
    }

    [Fact]
    public void Prerequisites_may_not_go_round_in_circles() =>
        ErrorOf(Analyser("a", "ASY-AAA-001", "b"), Analyser("b", "ASY-BBB-001", "a")).ShouldContain("needs itself");

    [Fact]
    public void A_rule_has_to_be_complete()
    {
        var analyser = Substitute.For<IAnalyser>();
        analyser.Manifest.Returns(new AnalyserManifest("a", 1, Maturity.Advisory, ["text"], [Rule("ASY-AAA-001") with { Remedy = "", References = [] }]));
        var message = ErrorOf(analyser);
        message.ShouldContain("does not say what to do");
        message.ShouldContain("has no references");
    }
}
