using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Policies;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Domain.Versions;
using static Assay.Tests.Unit.Domain.Scans.Example;

namespace Assay.Tests.Unit.Domain.Verdicts;

public sealed class VerdictAssemblyTests
{
    private readonly VersionFile _file = File("model.pkl");
    private readonly ModelVersion _version;

    public VerdictAssemblyTests() => _version = Version(_file);

    private Fact Verified => FactOf(Verifier, _version.ListingDigest);

    private Verdict WithFinding(Func<FactBody, FactBody>? change = null, Policy? policy = null, IReadOnlyList<AnalyserDescriptor>? catalog = null)
    {
        var body = new FactBody { Findings = [Finding()] };
        return Decide(_version, [Verified, WalkOf(_file, "pickle"), FactOf(Pickle, InspectSubjects.Key(_file), change is null ? body : change(body))], policy: policy, catalog: catalog);
    }

    [Fact]
    public void A_version_that_was_looked_at_completely_and_shows_nothing_is_approved()
    {
        var verdict = Decide(_version, [Verified, WalkOf(_file, "pickle"), FactOf(Pickle, InspectSubjects.Key(_file))]);
        verdict.Kind.ShouldBe(VerdictKind.Approved);
        verdict.Report.Coverage.Analysers.Single(a => a.Analyser == "pickle").Status.ShouldBe(CoverageStatus.Ran);
    }

    [Fact]
    public void A_severe_fact_rejects_and_names_the_file()
    {
        var verdict = WithFinding();
        verdict.Kind.ShouldBe(VerdictKind.Rejected);
        verdict.Report.Artifacts.Single().Findings.Single().Location.Path.ShouldBe("model.pkl");
        verdict.Report.Reasons[0].ShouldContain("model.pkl");
    }

    [Fact]
    public void A_statistic_never_rejects() =>
        WithFinding(b => b with { Findings = [Finding() with { IsFact = false }] }).Kind.ShouldBe(VerdictKind.Review);

    [Fact]
    public void An_advisory_analyser_never_rejects_and_a_shadow_one_is_not_shown()
    {
        AnalyserDescriptor[] At(Maturity maturity) => [.. Catalog.Select(a => a.Id == "pickle" ? a with { Maturity = maturity } : a)];
        WithFinding(catalog: At(Maturity.Advisory)).Kind.ShouldBe(VerdictKind.Review);
        WithFinding(catalog: At(Maturity.Shadow)).Report.Artifacts.Single().Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Quarantined)]
    public void A_file_whose_analyser_did_not_finish_is_never_approved(TaskState state)
    {
        var verdict = Decide(_version, [Verified, WalkOf(_file, "pickle")], tasks: [Task(Stage.Inspect, state, "the worker died", _file)]);
        verdict.Kind.ShouldBe(VerdictKind.Incomplete);
        verdict.Report.Coverage.Analysers.Single(a => a.Analyser == "pickle").Reason.ShouldNotBeNull().ShouldContain("the worker died");
    }

    [Fact]
    public void Without_an_inspector_nothing_is_approved()
    {
        var verdict = Decide(_version, [Verified], catalog: [Verifier]);
        verdict.Kind.ShouldBe(VerdictKind.Incomplete);
        verdict.Report.Coverage.Analysers.ShouldContain(a => a.Analyser == AnalyserDescriptor.WalkId && a.Status == CoverageStatus.Absent);
    }

    [Fact]
    public void A_format_that_nobody_examines_needs_a_person() =>
        Decide(_version, [Verified, WalkOf(_file, "onnx")]).Kind.ShouldBe(VerdictKind.Review);

    [Fact]
    public void A_probe_that_ran_examines_the_format()
    {
        var facts = new[] { Verified, WalkOf(_file, "onnx"), FactOf(Load, _file.Sha256) };
        Decide(_version, facts, Scan(Depth.Probe)).Kind.ShouldBe(VerdictKind.Approved);
        Decide(_version, facts, Scan(Depth.Full)).Kind.ShouldBe(VerdictKind.Review);
    }

    [Fact]
    public void A_probe_that_nobody_offers_leaves_a_probe_scan_incomplete()
    {
        var verdict = Decide(_version, [Verified, WalkOf(_file, "onnx")], Scan(Depth.Probe), catalog: [Walk, Verifier, Pickle]);
        verdict.Kind.ShouldBe(VerdictKind.Incomplete);
    }

    [Fact]
    public void What_an_archive_holds_counts_like_the_archive()
    {
        Decide(_version, [Verified, WalkOf(_file, "zip", "pickle"), FactOf(Pickle, InspectSubjects.Key(_file))]).Kind.ShouldBe(VerdictKind.Approved);
        Decide(_version, [Verified, WalkOf(_file, "zip", "executable")]).Kind.ShouldBe(VerdictKind.Review);
    }

    [Fact]
    public void A_finding_about_the_model_as_a_whole_is_not_said_to_be_in_a_file()
    {
        var ofAll = FactOf(Verifier, _version.ListingDigest, new() { Findings = [Finding() with { Location = new("") }] });
        var verdict = Decide(_version, [ofAll, WalkOf(_file, "pickle"), FactOf(Pickle, InspectSubjects.Key(_file))]);
        verdict.Report.Reasons[0].ShouldEndWith($"({Finding().Rule})");
    }

    [Fact]
    public void A_partial_examination_needs_a_person() =>
        Decide(_version, [Verified, WalkOf(_file, "pickle"), FactOf(Pickle, InspectSubjects.Key(_file), new() { Status = CoverageStatus.Partial, Reason = "too large" })])
            .Kind.ShouldBe(VerdictKind.Review);

    [Fact]
    public void A_failed_ingest_is_incomplete_with_its_reason()
    {
        var verdict = Decide(null, [], Scan(hasVersion: false), [Task(Stage.Ingest, TaskState.Failed, "no such repository")]);
        verdict.Kind.ShouldBe(VerdictKind.Incomplete);
        verdict.Report.Reasons.ShouldBe(["no such repository"]);
    }

    [Fact]
    public void An_unreadable_file_leaves_the_verdict_incomplete() =>
        Decide(Version(File("x", FileState.Unreadable)), [], tasks: []).Kind.ShouldBe(VerdictKind.Incomplete);

    [Fact]
    public void An_empty_target_is_not_approved() => Decide(Version(), [FactOf(Verifier, Version().ListingDigest)]).Kind.ShouldBe(VerdictKind.Incomplete);

    [Fact]
    public void Less_depth_than_the_policy_asks_for_is_not_approved() =>
        Decide(Version(File("x", FileState.NotRead)), [], Scan(Depth.Metadata)).Kind.ShouldBe(VerdictKind.Incomplete, "HashVerify left no fact here");

    [Fact]
    public void A_suppressed_finding_does_not_count_until_it_expires()
    {
        Policy Suppress(string expires) => PolicyParser.Parse(
            $"schema: assay.policy/1\nname: x\nrequire: ['*']\npassive-formats: [text]\nsuppress: [{{rule: ASY-PKL-001, path: 'model.*', reason: known, expires: {expires}}}]\n");
        var held = WithFinding(policy: Suppress("2026-03-01"));
        held.Kind.ShouldBe(VerdictKind.Approved);
        held.Report.Coverage.Warnings.ShouldContain("1 finding is suppressed by policy 'x': ASY-PKL-001");
        var suppressed = held.Report.Artifacts.Single().Suppressed.Single();
        suppressed.Reason.ShouldBe("known");
        suppressed.Expires.ShouldBe(new DateOnly(2026, 3, 1));
        suppressed.Finding.Location.Path.ShouldBe("model.pkl");
        held.Report.Artifacts.Single().Findings.ShouldBeEmpty();
        var ended = WithFinding(policy: Suppress("2026-02-28"));
        ended.Kind.ShouldBe(VerdictKind.Rejected);
        ended.Report.Coverage.Warnings.ShouldContain("the suppression of ASY-PKL-001 (known) ended on 2026-02-28: 1 finding counts again");
    }

    [Fact]
    public void A_suppression_by_content_does_not_cover_an_exchanged_file()
    {
        Policy Suppress(string digest) => PolicyParser.Parse(
            "schema: assay.policy/1\nname: x\nrequire: ['*']\npassive-formats: [text]\n"
            + $"suppress: [{{rule: ASY-PKL-001, sha256: {digest}, reason: known}}]\n");

        WithFinding(policy: Suppress(_file.Sha256.Hex)).Kind.ShouldBe(VerdictKind.Approved);
        WithFinding(policy: Suppress(new string('f', 64))).Kind.ShouldBe(VerdictKind.Rejected);
    }

    [Fact]
    public void A_policy_may_count_a_rule_as_less_or_more_and_the_report_says_so()
    {
        Policy With(string severity) => PolicyParser.Parse(
            $"schema: assay.policy/1\nname: x\nrequire: ['*']\nseverity: {{ASY-PKL-001: {severity}}}\n");

        var lower = WithFinding(policy: With("low"));

        lower.Kind.ShouldBe(VerdictKind.Approved);
        var finding = lower.Report.Artifacts.Single().Findings.Single();
        finding.Severity.ShouldBe(Severity.Low);
        finding.UsualSeverity.ShouldNotBeNull();
        lower.Report.Coverage.Warnings.ShouldContain(w => w.StartsWith("policy 'x' counts ASY-PKL-001 as low instead of "));
        WithFinding(policy: With("critical")).Kind.ShouldBe(VerdictKind.Rejected);
    }

    [Fact]
    public void On_a_refresh_an_old_fact_does_not_stand_in_for_a_run_that_failed()
    {
        var old = FactOf(Pickle, InspectSubjects.Key(_file)) with { RecordedAt = Now.AddDays(-1) };
        Decide(_version, [Verified, WalkOf(_file, "pickle"), old], Scan(refresh: true), [Task(Stage.Inspect, TaskState.Failed, "boom", _file)])
            .Kind.ShouldBe(VerdictKind.Incomplete);
    }

    [Theory]
    [InlineData(1, "", VerdictKind.Review)]
    [InlineData(0.6, "", VerdictKind.Approved)]
    [InlineData(0.6, "trojan-probability: 0.8\n", VerdictKind.Review)]
    [InlineData(1, "trojan-probability: 2\n", VerdictKind.Approved)]
    public void A_probability_asks_for_a_person_from_the_policys_value_on(double branches, string line, VerdictKind expected)
    {
        var file = File("model.onnx");
        var version = Version(file);
        var statistic = new ProbeReport("probe.graph", "model.onnx", "confirmed_branches", branches, null, null, []);
        Fact[] facts = [FactOf(Verifier, version.ListingDigest), WalkOf(file, "onnx"), FactOf(Load, file.Sha256, new FactBody { Statistics = [statistic] })];

        var verdict = Decide(version, facts, Scan(Depth.Probe), policy: PolicyParser.Parse("schema: assay.policy/1\nname: x\n" + line));

        verdict.Kind.ShouldBe(expected);
        verdict.Report.TrojanProbability!.Value.ShouldBe(1 / (1 + Math.Exp(3 - (8 * branches))), 1e-9);
        if (expected == VerdictKind.Review) verdict.Report.Reasons.ShouldContain(r => r.Contains("hidden behaviour"));
    }

    [Fact]
    public void The_same_evidence_gives_the_same_report()
    {
        string Json() => System.Text.Json.JsonSerializer.Serialize(WithFinding().Report, Assay.Contracts.AssayJson.Options);
        Json().ShouldBe(Json());
    }
}
