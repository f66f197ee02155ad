using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Reporting.Reports;
using Assay.Reporting.Reports.Text;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Reports;

public sealed class TextReportRendererTests
{
    private readonly TextReportRenderer renderer = new(TestRules.Catalogue);

    [Fact]
    public async Task A_report_of_two_models_reads_like_this()
    {
        var report = Samples.Report(
            Samples.Model(findings: [Samples.Finding()]), Samples.Model("models/good.onnx", VerdictKind.Approved, "good.onnx"));

        var text = await renderer.AsTextAsync(report, new RenderOptions { Width = 80 });

        text.ShouldBe("""
            REJECTED  models/evil.pt
              Do not load or deploy this model: what was seen speaks against it.

              Why
                - A critical finding: Pickle calls a system function.

              Findings: 1 critical
                CRITICAL  Pickle calls a system function [ASY-PKL-001]
                  where   evil.pt, member archive/data.pkl, byte 12
                  what    Loading this file runs a shell command. Do not load it.
                  seen    import: os.system
                  seen    argument: echo assay-canary
                  do      Delete the file.
                  see     CWE-502, AML.T0011

              What was looked at
                - Read 1 of 2 files, 1 MB of 1.3 MB; depth full.
                - Ran: inspect.walk (1 file); pickle (1 file).
                - Did NOT run although needed: trojan-probe absent: no worker offers it.
                - Did not run, not needed here: onnx, keras (nothing here is for it).
                - Not read completely: link (a link that leaves the model).
                Policy: default. Scan: 01020304-0506-7708-890a-0b0c0d0e0f10

            APPROVED  models/good.onnx
              Everything the policy asks for was looked at, and nothing that it forbids was
              seen. The coverage says what that was.

              What was looked at
                - Read 1 of 2 files, 1 MB of 1.3 MB; depth full.
                - Ran: inspect.walk (1 file); pickle (1 file).
                - Did NOT run although needed: trojan-probe absent: no worker offers it.
                - Did not run, not needed here: onnx, keras (nothing here is for it).
                - Not read completely: link (a link that leaves the model).
                Policy: default. Scan: 01020304-0506-7708-890a-0b0c0d0e0f10

            Summary: 2 models: 1 rejected, 1 approved
              VERDICT     FINDINGS    MODEL
              REJECTED    1 critical  models/evil.pt
              APPROVED    none        models/good.onnx

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Nothing_that_a_model_brings_along_reaches_the_terminal_as_a_control()
    {
        const string Hostile = "\u001b[2J\u001b]0;owned\u0007\r\nAPPROVED\u202etxt\u009b1m\u200b";
        var finding = new Finding(
            Hostile, Severity.High, Confidence.Low, Hostile, Hostile, new FindingLocation(
                Hostile, Hostile, 1), [new Evidence(Hostile, Hostile)], [Hostile]);
        var model = Samples.Model(Hostile, VerdictKind.Rejected, Hostile, finding) with
        {
            Reasons = [Hostile],
            Coverage = new CoverageReport(1, 1, 1, 1, [new AnalyserCoverage(Hostile, Hostile, CoverageStatus.Failed, 0, Hostile)], [Hostile]),
            Probes = [new ProbeReport(Hostile, Hostile, Hostile, 1, 0.5, 0.5, [])],
            Source = new SourceReport("hf", Hostile, null, Hostile, default),
            Policy = new PolicyReport(Hostile, default),
        };

        var text = await renderer.AsTextAsync(Samples.Report(model, model));

        text.Where(c => c != '\n' && (char.IsControl(c) || c is '\u202e' or '\u200b')).ShouldBeEmpty();
        text.Split('\n').ShouldNotContain(line => line.StartsWith("APPROVED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Findings_of_one_rule_in_one_file_take_one_entry_with_their_number()
    {
        var finding = Samples.Finding();
        var others = Enumerable.Range(1, 5).Select(i => finding with { Location = finding.Location with { Offset = 100 * i } });

        var text = await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [finding, .. others])), new RenderOptions { Width = 200 });

        text.ShouldContain("Findings: 6 critical");
        text.ShouldContain("Pickle calls a system function (6 times) [ASY-PKL-001]");
        text.ShouldContain("more    5 more like this in the same file: archive/data.pkl, byte 100; archive/data.pkl, byte 200;");
        text.Split("CRITICAL").Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_to_do_is_told_once_for_each_rule()
    {
        var model = Samples.Model(findings: [Samples.Finding() with { Location = new("a") }, Samples.Finding() with { Location = new("b") }]);

        var text = await renderer.AsTextAsync(Samples.Report(model));

        text.Split("Delete the file.").Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_message_has_told_is_not_told_again()
    {
        var text = await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [Samples.Finding(message: "This calls os.system.")])));

        text.ShouldNotContain("seen    import: os.system");
        text.ShouldContain("seen    argument: echo assay-canary");
    }

    [Fact]
    public async Task A_minor_finding_takes_few_lines()
    {
        var text = await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [Samples.Finding(Severity.Low)])));

        text.ShouldContain("LOW       Pickle calls a system function [ASY-PKL-001]");
        text.ShouldNotContain("seen    ");
        text.ShouldNotContain("do      ");
    }

    [Fact]
    public async Task What_the_policy_does_not_count_or_counts_otherwise_is_told()
    {
        var suppressed = new SuppressedFinding(Samples.Finding(), "known and harmless", new DateOnly(2027, 1, 31));
        var changed = Samples.Finding(Severity.Medium) with { UsualSeverity = Severity.Critical };
        var file = new ArtifactReport("evil.pt", Samples.Digest, 10, "pickle", [changed]) { Suppressed = [suppressed] };
        var model = Samples.Model() with { Artifacts = [file] };

        var text = await renderer.AsTextAsync(Samples.Report(model), new RenderOptions { Width = 200 });

        text.ShouldContain("the policy counts this as medium instead of critical");
        text.ShouldContain("Not counted by the policy");
        text.ShouldContain("critical: Pickle calls a system function [ASY-PKL-001] in evil.pt");
        text.ShouldContain("(until 2027-01-31: known and harmless)");
    }

    [Fact]
    public async Task Colours_appear_only_when_the_caller_asks()
    {
        var report = Samples.Report(Samples.Model(findings: [Samples.Finding()]));

        (await renderer.AsTextAsync(report)).ShouldNotContain('\u001b');
        (await renderer.AsTextAsync(report, new RenderOptions { Colour = true })).ShouldContain("\u001b[1;31mREJECTED\u001b[0m");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(72)]
    [InlineData(120)]
    public async Task Lines_keep_to_the_width_where_their_words_allow_it(int width)
    {
        var message = string.Join(' ', Enumerable.Repeat("several words", 40));

        var text = await renderer.AsTextAsync(
            Samples.Report(Samples.Model(findings: [Samples.Finding(message: message)])), new RenderOptions { Width = width });

        text.Split('\n').Where(line => line.Contains("several", StringComparison.Ordinal)).ShouldAllBe(line => line.Length <= width);
    }

    [Fact]
    public async Task The_summary_of_many_models_names_those_that_somebody_has_to_look_at()
    {
        var models = Enumerable.Range(0, 60).Select(
            i => Samples.Model($"good-{i}", VerdictKind.Approved)).Append(Samples.Model("the-bad-one")).ToList();

        var text = await renderer.AsTextAsync(Samples.Report(models));

        var summary = text[text.IndexOf("Summary:", StringComparison.Ordinal)..];
        summary.ShouldContain("61 models: 1 rejected, 60 approved");
        summary.ShouldContain("the-bad-one");
        summary.ShouldNotContain("good-1");
    }

    [Fact]
    public async Task A_report_of_nothing_says_so() =>
        (await renderer.AsTextAsync(Samples.Report())).ShouldBe("No model was scanned, so nothing can be said.\n");

    [Fact]
    public async Task A_statistic_is_not_shown_as_a_fact()
    {
        var text = await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [Samples.Finding() with { IsFact = false }])));

        text.ShouldContain("a statistic: it can ask for a look, not reject");
    }

    [Fact]
    public async Task A_tiny_p_value_is_not_rounded_to_zero()
    {
        var statistic = new ProbeReport("trigger", "m.onnx", "flip_share", 0.5, 1.2e-9, 0.97, []);
        var model = Samples.Model() with { TrojanProbability = 0.97, Probes = [statistic] };

        var text = await renderer.AsTextAsync(Samples.Report(model));

        text.ShouldContain("trigger on m.onnx: flip_share = 0.5, p = 1.2E-09, probability 0.970");
        text.ShouldContain("all probes together: 0.970");
    }

    [Theory]
    [InlineData(37, null, null, "At 1 % false alarms nothing can be said: that takes 99 clean models to compare with, and 37 clean models are known.")]
    [InlineData(140, 0.875, true, "At 1 % false alarms (among 140 clean models, with 95 % confidence no more than 2.1 %) the threshold is 0.875: this model lies above it.")]
    [InlineData(140, 0.875, false, "this model does not exceed it.")]
    public async Task What_the_probability_says_at_one_percent_false_alarms_is_stated_or_that_it_says_nothing(int models, double? threshold, bool? exceeded, string expected)
    {
        var point = new OperatingPoint(0.01, models, 99, threshold, exceeded, threshold is null ? null : 0.0212);
        Flat(await renderer.AsTextAsync(Samples.Report(Samples.Model() with { TrojanProbability = 0.9, OperatingPoint = point }))).ShouldContain(expected);
    }

    [Fact]
    public async Task A_value_that_is_unusual_on_the_side_that_is_not_suspected_is_shown_as_unusual()
    {
        var statistic = new ProbeReport("trigger", "m.onnx", "gap", -3, 0.99, null, []) { References = 37, PTwoSided = 0.053 };
        var text = await renderer.AsTextAsync(Samples.Report(Samples.Model() with { Probes = [statistic] }));
        Flat(text).ShouldContain("unusual on the side that is not suspected");
        text = await renderer.AsTextAsync(Samples.Report(Samples.Model() with { Probes = [statistic with { PTwoSided = 0.6, PValue = 0.7 }] }));
        text.ShouldNotContain("unusual");
    }

    /// <summary>Without the breaks and indents of lines.</summary>
    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
