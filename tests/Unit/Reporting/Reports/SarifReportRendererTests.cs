using System.Text.Json;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Reporting.Reports;
using Assay.Reporting.Reports.Sarif;
using Assay.Tests.Unit.Reporting.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Reporting.Reports;

/// <summary>Section numbers are those of SARIF 2.1.0; the limits are those of GitHub code scanning.</summary>
public sealed class SarifReportRendererTests
{
    private readonly SarifReportRenderer renderer = new(TestRules.Catalogue);

    private async Task<JsonElement> RunAsync(ScanReport report, RenderOptions? options = null)
    {
        using var log = JsonDocument.Parse(await renderer.AsTextAsync(report, options));
        log.RootElement.GetProperty("version").GetString().ShouldBe("2.1.0");
        log.RootElement.GetProperty("$schema").GetString()!.ShouldEndWith("sarif-schema-2.1.0.json");
        return log.RootElement.GetProperty("runs").EnumerateArray().Single().Clone();
    }

    private static JsonElement Only(JsonElement run, string array) => run.GetProperty(array).EnumerateArray().Single();

    [Fact]
    public async Task A_finding_becomes_a_result_that_code_scanning_can_show()
    {
        var run = await RunAsync(Samples.Report(Samples.Model(findings: [Samples.Finding() with { Location = new("", null, 12) }])));

        var result = Only(run, "results");
        result.GetProperty("ruleId").GetString().ShouldBe("ASY-PKL-001");
        result.GetProperty("ruleIndex").GetInt32().ShouldBe(0);
        result.GetProperty("level").GetString().ShouldBe("error");
        result.GetProperty("message").GetProperty("text").GetString().ShouldBe(
            "Loading this file runs a shell command. Do not load it. Seen: import: os.system; argument: echo assay-canary");
        var place = Only(result, "locations").GetProperty("physicalLocation");
        place.GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe("models/evil.pt/evil.pt");
        place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString().ShouldBe("%SRCROOT%");
        place.GetProperty("region").GetProperty("startLine").GetInt32().ShouldBe(1);
        place.GetProperty("region").GetProperty("byteOffset").GetInt64().ShouldBe(12);
        result.GetProperty("partialFingerprints").GetProperty("primaryLocationLineHash").GetString()!.ShouldMatch("^[0-9a-f]{16}:1$");
    }

    [Fact]
    public async Task A_rule_carries_its_texts_its_score_and_its_relations()
    {
        var run = await RunAsync(Samples.Report(Samples.Model(findings: [Samples.Finding()])));

        var rule = Only(run.GetProperty("tool").GetProperty("driver"), "rules");
        rule.GetProperty("name").GetString().ShouldBe("PickleCallsASystemFunction");
        rule.GetProperty("shortDescription").GetProperty("text").GetString().ShouldBe("Pickle calls a system function");
        rule.GetProperty("fullDescription").GetProperty("text").GetString()!.ShouldContain("It runs commands.");
        rule.GetProperty("help").GetProperty("text").GetString()!.ShouldContain("Delete the file.");
        rule.GetProperty("help").GetProperty("markdown").GetString()!.ShouldContain("## What to do");
        rule.GetProperty("helpUri").GetString().ShouldBe("https://cwe.mitre.org/data/definitions/502.html");
        rule.GetProperty("defaultConfiguration").GetProperty("level").GetString().ShouldBe("error");
        var properties = rule.GetProperty("properties");
        properties.GetProperty("security-severity").GetString().ShouldBe("9.5");
        properties.GetProperty("tags").EnumerateArray().Select(t => t.GetString())
            .ShouldBe(["security", "ai-model", "external/cwe/cwe-502", "external/atlas/aml.t0011.000", "external/atlas/aml.t0011"]);
        foreach (var relation in rule.GetProperty("relationships").EnumerateArray())
        {
            var target = relation.GetProperty("target");
            var taxonomy = run.GetProperty("taxonomies")[target.GetProperty("toolComponent").GetProperty("index").GetInt32()];
            taxonomy.GetProperty("name").GetString().ShouldBe(target.GetProperty("toolComponent").GetProperty("name").GetString());
            taxonomy.GetProperty("taxa")[target.GetProperty("index").GetInt32()].GetProperty("id").GetString().ShouldBe(target.GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task A_rule_that_nobody_here_knows_says_what_its_finding_says()
    {
        var finding = Samples.Finding(Severity.Medium) with { Rule = "ASY-NEW-001" };

        var run = await RunAsync(Samples.Report(Samples.Model(findings: [finding])));

        var rule = Only(run.GetProperty("tool").GetProperty("driver"), "rules");
        rule.GetProperty("id").GetString().ShouldBe("ASY-NEW-001");
        rule.GetProperty("help").GetProperty("text").GetString()!.ShouldContain("CWE-502");
        rule.GetProperty("properties").GetProperty("security-severity").GetString().ShouldBe("5.5");
    }

    [Fact]
    public async Task An_offset_inside_a_member_is_not_given_as_one_of_the_file()
    {
        var run = await RunAsync(Samples.Report(Samples.Model(findings: [Samples.Finding()])));

        var location = Only(Only(run, "results"), "locations");
        location.GetProperty("physicalLocation").GetProperty("region").TryGetProperty("byteOffset", out _).ShouldBeFalse();
        Only(location, "logicalLocations").GetProperty("name").GetString().ShouldBe("archive/data.pkl");
        Only(run, "results").GetProperty("properties").GetProperty("memberOffset").GetInt64().ShouldBe(12);
    }

    [Theory]
    [InlineData("models/evil.pt", "evil.pt", "models/evil.pt", "%SRCROOT%")]
    [InlineData("./models", "a b/ü#?.pt", "models/a%20b/%C3%BC%23%3F.pt", "%SRCROOT%")]
    [InlineData("models", "../../etc/passwd", "models/etc/passwd", "%SRCROOT%")]
    [InlineData("/srv/repo/models/evil.pt", "evil.pt", "models/evil.pt", "%SRCROOT%")]
    [InlineData("/elsewhere", "evil.pt", "file:///elsewhere/evil.pt", null)]
    [InlineData("file:///elsewhere", "evil.pt", "file:///elsewhere/evil.pt", null)]
    [InlineData("hf://org/model@main", "evil.pt", "org/model%40main/evil.pt", "HUB")]
    public async Task Files_are_named_by_URIs_that_lead_to_them(string target, string path, string uri, string? based)
    {
        var model = Samples.Model(target) with { Artifacts = [new ArtifactReport(path, Samples.Digest, 10, "pickle", [Samples.Finding()])] };

        var run = await RunAsync(Samples.Report(model), new RenderOptions { Root = "/srv/repo" });

        var location = Only(run, "artifacts").GetProperty("location");
        location.GetProperty("uri").GetString().ShouldBe(uri);
        (location.TryGetProperty("uriBaseId", out var id) ? id.GetString() : null).ShouldBe(based);
        if (based is not null) run.GetProperty("originalUriBaseIds").TryGetProperty(based, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Any_file_name_gives_a_valid_URI()
    {
        var names = Gen.Sample(ArbMap.Default.GeneratorFor<NonNull<string>>(), 200).Select(n => n.Get).Append("c:\\x").Append("//h/x").Append("?x:y").ToList();
        var model = Samples.Model("m") with { Artifacts = [.. names.Select(n => new ArtifactReport(EvidenceText.Quote(n), default, 1, "unknown", []))] };

        var run = await RunAsync(Samples.Report(model));

        foreach (var artifact in run.GetProperty("artifacts").EnumerateArray())
        {
            var uri = artifact.GetProperty("location").GetProperty("uri").GetString()!;
            Uri.IsWellFormedUriString(uri, UriKind.Relative).ShouldBeTrue(uri);
            uri.ShouldStartWith("m");
        }
    }

    [Fact]
    public async Task Files_carry_their_digest_and_length()
    {
        var run = await RunAsync(Samples.Report(Samples.Model()));

        var files = run.GetProperty("artifacts").EnumerateArray().ToList();
        files[0].GetProperty("hashes").GetProperty("sha-256").GetString().ShouldBe(Samples.Digest.Hex);
        files[0].GetProperty("length").GetInt64().ShouldBe(1_000_000);
        files[1].TryGetProperty("hashes", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Bytes_that_no_reader_accounts_for_stand_with_their_file()
    {
        var model = Samples.Model(findings: [Samples.Finding()]);
        var artifact = model.Artifacts[0] with { BytesUnderstood = 40, NotUnderstood = [new("archive/data/0", 12, 30, "no reader knows them")] };

        var properties = Only(await RunAsync(Samples.Report(model with { Artifacts = [artifact] })), "artifacts").GetProperty("properties");

        properties.GetProperty("bytesUnderstood").GetInt64().ShouldBe(40);
        var gap = Only(properties, "notUnderstood");
        gap.GetProperty("member").GetString().ShouldBe("archive/data/0");
        gap.GetProperty("offset").GetInt64().ShouldBe(12);
        gap.GetProperty("length").GetInt64().ShouldBe(30);
        gap.GetProperty("reason").GetString().ShouldBe("no reader knows them");
    }

    [Fact]
    public async Task What_was_not_looked_at_is_told_by_the_invocation()
    {
        var run = await RunAsync(Samples.Report(Samples.Model(verdict: VerdictKind.Incomplete)));

        var invocation = Only(run, "invocations");
        invocation.GetProperty("executionSuccessful").GetBoolean().ShouldBeFalse();
        var texts = invocation.GetProperty("toolExecutionNotifications").EnumerateArray().Select(n => n.GetProperty("message").GetProperty("text").GetString()!);
        texts.ShouldContain(t => t.Contains("trojan-probe absent"));
        texts.ShouldContain(t => t.Contains("link was not read"));
        texts.ShouldNotContain(t => t.Contains("hidden"));
    }

    [Fact]
    public async Task A_finding_that_the_policy_does_not_count_is_a_suppressed_result()
    {
        var suppressed = new SuppressedFinding(Samples.Finding(), "known and harmless", new DateOnly(2027, 1, 31));
        var model = Samples.Model() with { Artifacts = [new ArtifactReport("evil.pt", Samples.Digest, 10, "pickle", []) { Suppressed = [suppressed] }] };

        var run = await RunAsync(Samples.Report(model));

        var suppression = Only(Only(run, "results"), "suppressions");
        suppression.GetProperty("kind").GetString().ShouldBe("external");
        suppression.GetProperty("status").GetString().ShouldBe("accepted");
        suppression.GetProperty("justification").GetString().ShouldBe("until 2027-01-31: known and harmless");
    }

    [Fact]
    public async Task Fingerprints_stay_when_offsets_move_and_differ_between_findings()
    {
        async Task<List<string?>> PrintsAsync(params Finding[] findings) =>
            [.. (await RunAsync(Samples.Report(Samples.Model(findings: findings)))).GetProperty("results").EnumerateArray()
                .Select(r => r.GetProperty("partialFingerprints").GetProperty("assayFinding/v1").GetString())];
        var finding = Samples.Finding();
        var moved = finding with { Location = finding.Location with { Offset = 99 } };
        var other = finding with { Evidence = [new("import", "os.popen")] };

        (await PrintsAsync(finding)).ShouldBe(await PrintsAsync(moved));
        (await PrintsAsync(finding, moved, other)).ShouldBeUnique();
    }

    [Fact]
    public async Task More_results_than_GitHub_takes_are_cut_to_the_worst_and_that_is_said()
    {
        var findings = Enumerable.Range(0, 25_005).Select(i => Samples.Finding(i == 25_004 ? Severity.Critical : Severity.Low)).ToList();

        var run = await RunAsync(Samples.Report(Samples.Model(findings: findings)));

        run.GetProperty("results").GetArrayLength().ShouldBe(25_000);
        run.GetProperty("results")[0].GetProperty("level").GetString().ShouldBe("error");
        Only(run, "invocations").GetProperty("toolExecutionNotifications").EnumerateArray()
            .ShouldContain(n => n.GetProperty("message").GetProperty("text").GetString()!.StartsWith("5 results are left out"));
    }

    [Theory]
    [InlineData("[click](https://example.invalid/)", "[click] (https://example.invalid/)")]
    [InlineData("{0} and {12}", "{{0}} and {{12}}")]
    [InlineData("{{ template }}", "{{ template }}")]
    [InlineData("\u001b[2J\u202e", "\\u001b[2J\\u202e")]
    public async Task A_message_holds_neither_link_nor_placeholder_nor_control(string hostile, string expected)
    {
        var run = await RunAsync(Samples.Report(Samples.Model(findings: [Samples.Finding(message: hostile) with { Evidence = [] }])));

        Only(run, "results").GetProperty("message").GetProperty("text").GetString().ShouldBe(expected);
    }

    [Fact]
    public async Task A_report_of_nothing_is_a_log_without_results()
    {
        var run = await RunAsync(Samples.Report());

        run.GetProperty("results").GetArrayLength().ShouldBe(0);
        Only(run, "invocations").GetProperty("executionSuccessful").GetBoolean().ShouldBeFalse();
    }
}
