using System.Text.RegularExpressions;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Markdown;
using Assay.Tests.Unit.Reporting.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Reporting.Reports;

public sealed class MarkdownReportRendererTests
{
    private readonly MarkdownReportRenderer renderer = new(TestRules.Catalogue);

    [Fact]
    public async Task A_report_reads_like_this()
    {
        var text = await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [Samples.Finding()])));

        text.ShouldBe("""
            # Scan report: REJECTED

            1 model, by assay 0\.1\.0.

            ## REJECTED: `models/evil.pt`

            Do not load or deploy this model: what was seen speaks against it.

            ### Why

            - A critical finding\: Pickle calls a system function\.

            ### Findings: 1 critical

            **CRITICAL** Pickle calls a system function (`ASY-PKL-001`)

            - Where: `evil.pt, member archive/data.pkl, byte 12`
            - What: Loading this file runs a shell command\. Do not load it\.
            - Seen: import: `os.system`
            - Seen: argument: `echo assay-canary`
            - Do: Delete the file\.
            - See: CWE\-502, AML\.T0011

            ### What was looked at

            - Read 1 of 2 files, 1 MB of 1\.3 MB; depth full\.
            - Ran\: inspect\.walk \(1 file\); pickle \(1 file\)\.
            - Did NOT run although needed\: trojan\-probe absent\: no worker offers it\.
            - Did not run, not needed here\: onnx, keras \(nothing here is for it\)\.
            - Not read completely\: link \(a link that leaves the model\)\.
            - Policy: `default`, scan `01020304-0506-7708-890a-0b0c0d0e0f10`


            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_report_of_very_many_findings_stays_below_the_size_that_pages_take()
    {
        var noise = new string('*', 250);
        var findings = Enumerable.Range(0, 10_000).Select(i => Samples.Finding() with
        {
            Rule = $"ASY-PKL-{i % 1000:000}",
            Message = noise,
            Location = new FindingLocation($"file-{i}"),
            Evidence = [new("import", noise)],
        }).ToList();
        var good = Enumerable.Range(0, 3000).Select(i => Samples.Model($"good-{i}", VerdictKind.Approved));

        var text = await renderer.AsTextAsync(Samples.Report([.. good, Samples.Model(findings: findings)]));

        System.Text.Encoding.UTF8.GetByteCount(text).ShouldBeLessThan(1 << 20);
        text.ShouldContain("left out for their length");
        text.ShouldContain("**REJECTED** `models/evil.pt`");
        text.ShouldContain("and 2801 more, all approved");
    }

    [Fact]
    public async Task Findings_of_one_rule_in_one_file_are_folded()
    {
        var finding = Samples.Finding();
        var others = Enumerable.Range(1, 5).Select(i => finding with { Location = finding.Location with { Offset = 100 * i } });

        var text = await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [finding, .. others])));

        text.ShouldContain("(`ASY-PKL-001`, 6 times)");
        text.ShouldContain("- More: 5 more like this in the same file\\: archive/data\\.pkl, byte 100;");
        text.Split("**CRITICAL**").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[click](javascript:alert(1))")]
    [InlineData("![x](http://192.0.2.1/beacon)")]
    [InlineData("`</code><script>alert(1)</script>`")]
    [InlineData("x\n\n# APPROVED\n\n| a | b |")]
    [InlineData("@everyone see #1 and www.example.org")]
    [InlineData("&lt;b&gt; &#60;")]
    [InlineData("``` ~~~ ***")]
    public async Task Markup_in_what_a_model_brings_along_stays_text(string hostile)
    {
        var finding = new Finding(
            "ASY-X-001", Severity.High, Confidence.High, hostile, hostile, new FindingLocation(
                hostile, hostile), [new Evidence(hostile, hostile)], [hostile]);
        var model = Samples.Model(hostile, VerdictKind.Rejected, hostile, finding) with { Reasons = [hostile] };

        var bare = Bare(await renderer.AsTextAsync(Samples.Report(model, model)));

        bare.ShouldNotContain("<");
        bare.ShouldNotContain("&");
        bare.ShouldNotContain("[");
        bare.ShouldNotContain("@");
        bare.ShouldNotContain("`");
        bare.ShouldNotContain("|");
        bare.ShouldNotContain("~");
        bare.ShouldNotContain("://");
        bare.ShouldNotContain("www.");
        bare.Split('\n').ShouldNotContain("# APPROVED");
    }

    [Fact]
    public void Any_text_becomes_prose_without_markup() => Prop.ForAll<string?>(text =>
        Bare(MarkdownText.Prose(text ?? "")).All(
            c => !char.IsAscii(c) || char.IsAsciiLetterOrDigit(c) || " ,'/;?%".Contains(c))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("`@")]
    [InlineData("@@`@")]
    public void A_sign_behind_a_backtick_keeps_its_own_fence(string text) => Bare(MarkdownText.Prose(text)).Trim().ShouldBe("");

    [Fact]
    public void Any_text_stays_inside_its_code_span() => Prop.ForAll<string?>(text =>
        Bare(MarkdownText.Code(text ?? "")) is "" or "(empty)").QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("`")]
    [InlineData("``a`b```")]
    [InlineData(" a ")]
    public void Backticks_do_not_end_a_code_span(string text) => Bare(MarkdownText.Code(text)).ShouldBe("");

    /// <summary>What Markdown would interpret: the text without code spans and escaped characters (CommonMark 0.31, sections 2.4 and 6.1).</summary>
    private static string Bare(string markdown) =>
        Regex.Replace(markdown, @"\\[!-/:-@\[-`{-~]|(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", RegexOptions.Singleline);
}
