using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Attestation.InToto;
using Assay.Attestation.Json;
using Assay.Attestation.Manifests;
using Assay.Attestation.Predicates;
using Assay.Contracts.Values;
using Assay.Tests.Unit.Attestation.Deployment;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Predicates;

public sealed class ScanStatementsTests
{
    private static IReadOnlyList<InTotoStatement> Statements(ScannedModel? model = null) => [.. ScanStatements.Of(model ?? DeploymentBed.Scan()).Select(p => InTotoStatement.Parse(p).Value!)];

    [Fact]
    public void Each_analyser_that_ran_has_a_statement_and_the_verdict_is_last()
    {
        Statements().Select(s => s.PredicateType).ShouldBe(
            [PredicateTypes.Vulns, PredicateTypes.Vulns, PredicateTypes.TestResult, PredicateTypes.Vulns, PredicateTypes.VerificationSummary]);
        Statements().Select(s => VulnsJson.Read(s).Value?.ScannerUri.Split('/')[^1]).ShouldBe(["assay", "pickle", null, "secrets", null]);
    }

    [Fact]
    public void Findings_and_probes_are_about_every_file_and_the_whole_and_the_verdict_about_the_whole_alone()
    {
        var statements = Statements();
        foreach (var statement in statements.SkipLast(1))
            statement.Subjects.Select(s => s.Digests["sha256"]).ShouldBe([.. DeploymentBed.Manifest.Entries.Select(e => e.Sha256.Hex), DeploymentBed.Manifest.Digest.Hex]);
        statements[^1].Subjects.ShouldHaveSingleItem().Digests["sha256"].ShouldBe(DeploymentBed.Manifest.Digest.Hex);
    }

    [Fact]
    public void Statements_about_a_model_of_very_many_files_name_the_whole_and_the_verdict_lists_them()
    {
        var many = ModelManifest.Of(Enumerable.Range(0, 5001).Select(i => new ManifestEntry($"{i}", 1, DeploymentBed.Digest(1))));
        var statements = Statements(DeploymentBed.Scan() with { Manifest = many });
        statements.ShouldAllBe(s => s.Subjects.Count == 1 && s.Subjects[0].Digests["sha256"] == many.Digest.Hex);
        VerificationSummaryJson.Read(statements[^1]).Value!.Coverage.Manifest.Digest.ShouldBe(many.Digest);
    }

    [Fact]
    public void Findings_have_every_member_that_the_specification_requires()
    {
        var pickle = Json(ScanStatements.Of(DeploymentBed.Scan())[1]).GetProperty("predicate");
        var scanner = pickle.GetProperty("scanner");
        scanner.GetProperty("uri").GetString().ShouldBe("https://assay.dev/analyser/pickle");
        scanner.GetProperty("db").GetProperty("version").GetString().ShouldBe(DeploymentBed.Digest(7).Hex);
        scanner.GetProperty("db").GetProperty("lastUpdate").GetDateTimeOffset().ShouldBe(DeploymentBed.Noon.AddMinutes(-5));
        var result = scanner.GetProperty("result").EnumerateArray().ShouldHaveSingleItem();
        result.GetProperty("id").GetString().ShouldBe("ASY-PKL-002");
        var severity = result.GetProperty("severity").EnumerateArray().ShouldHaveSingleItem();
        (severity.GetProperty("method").GetString(), severity.GetProperty("score").GetString()).ShouldBe(("assay", "medium"));
        result.GetProperty("annotations").EnumerateArray().Select(a => a.ToString()).ShouldContain("""{"findings":"2"}""");
        pickle.GetProperty("metadata").GetProperty("scanStartedOn").GetDateTimeOffset().ShouldBe(DeploymentBed.Noon.AddMinutes(-5));
        pickle.GetProperty("metadata").GetProperty("scanFinishedOn").GetDateTimeOffset().ShouldBe(DeploymentBed.Noon);
        Json(ScanStatements.Of(DeploymentBed.Scan())[3]).GetProperty("predicate").GetProperty("scanner").GetProperty("result").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void A_suite_of_probes_that_ran_in_part_is_a_warning_with_its_configuration()
    {
        var suite = TestResultJson.Read(Statements()[2]).Value!;
        (suite.Result, suite.Passed.ShouldHaveSingleItem()).ShouldBe((TestOutcome.Warned, "spread weights/model.bin"));
        suite.Configuration.Select(c => c.Sha256).ShouldBe([DeploymentBed.Digest(6), DeploymentBed.Digest(5)]);
        Json(ScanStatements.Of(DeploymentBed.Scan())[2]).GetProperty("predicate").GetProperty("result").GetString().ShouldBe("WARNED");
    }

    [Fact]
    public void The_verdict_has_every_member_that_the_specification_requires_and_names_its_inputs_by_digest()
    {
        var payloads = ScanStatements.Of(DeploymentBed.Scan());
        var predicate = Json(payloads[^1]).GetProperty("predicate");
        predicate.GetProperty("verifier").GetProperty("id").GetString().ShouldBe(ScannedModel.DefaultVerifier);
        predicate.GetProperty("verifier").GetProperty("version").GetProperty("assay").GetString().ShouldBe("1.2.3");
        predicate.GetProperty("timeVerified").GetDateTimeOffset().ShouldBe(DeploymentBed.Noon);
        predicate.GetProperty("resourceUri").GetString().ShouldBe("pkg:huggingface/org/name@0123");
        predicate.GetProperty("policy").GetProperty("digest").GetProperty("sha256").GetString().ShouldBe(DeploymentBed.Digest(9).Hex);
        predicate.GetProperty("policy").GetProperty("uri").GetString().ShouldBe("urn:assay:policy:default");
        predicate.GetProperty("inputAttestations").EnumerateArray().Select(i => i.GetProperty("digest").GetProperty("sha256").GetString())
            .ShouldBe(payloads.SkipLast(1).Select(p => Convert.ToHexStringLower(SHA256.HashData(p))));
        predicate.GetProperty("verificationResult").GetString().ShouldBe("PASSED");
        predicate.GetProperty("verifiedLevels").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("ASSAY_DEPTH_FULL");
        var failed = Json(ScanStatements.Of(DeploymentBed.Scan(VerdictKind.Rejected))[^1]).GetProperty("predicate");
        (failed.GetProperty("verificationResult").GetString(), failed.GetProperty("verifiedLevels")[0].GetString()).ShouldBe(("FAILED", "FAILED"));
    }

    [Fact]
    public void The_same_scan_gives_the_same_bytes()
    {
        var (first, second) = (ScanStatements.Of(DeploymentBed.Scan()), ScanStatements.Of(DeploymentBed.Scan()));
        first.Select(Convert.ToHexString).ShouldBe(second.Select(Convert.ToHexString));
        foreach (var payload in first) CanonicalJson.Write(JsonNode.Parse(payload)!).ShouldBe(payload);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var vulns = VulnsJson.Read(Statements()[1]).Value!;
        VulnsJson.Write([new(DeploymentBed.Digest(1))], vulns).ShouldBe(VulnsJson.Write([new(DeploymentBed.Digest(1))], VulnsJson.Read(Again(VulnsJson.Write([new(DeploymentBed.Digest(1))], vulns))).Value!));
        var summary = VerificationSummaryJson.Read(Statements(DeploymentBed.Scan() with { ValidFor = TimeSpan.FromDays(2) })[^1]).Value!;
        var payload = VerificationSummaryJson.Write(summary);
        VerificationSummaryJson.Write(VerificationSummaryJson.Read(Again(payload)).Value!).ShouldBe(payload);
        summary.Coverage.ExpiresAt.ShouldBe(DeploymentBed.Noon.AddDays(2));
        summary.Coverage.Manifest.Digest.ShouldBe(summary.Subject);
        foreach (var outcome in Enum.GetValues<TestOutcome>())
            TestResultJson.Read(Again(TestResultJson.Write([new(DeploymentBed.Digest(1))], new(outcome, [], ["a"], ["b"], ["c"])))).Value!.Result.ShouldBe(outcome);
    }

    [Fact]
    public void No_required_member_may_be_left_out()
    {
        foreach (var payload in ScanStatements.Of(DeploymentBed.Scan()))
        {
            var optional = new[] { "slsaVersion", "inputAttestations", "version", "annotations", "passedTests", "warnedTests", "failedTests", "name", "uri" };
            foreach (var path in Members(JsonNode.Parse(payload)!["predicate"]!, []).Where(p => !optional.Contains(p[^1]) && !p.Contains("inputAttestations") && !p.Contains("annotations") && p is not [.., "version", _]))
            {
                var changed = JsonNode.Parse(payload)!;
                var parent = path.SkipLast(1).Aggregate(changed["predicate"]!, (node, name) => int.TryParse(name, out var index) ? node[index]! : node[name]!);
                parent.AsObject().Remove(path[^1]);
                Readable(InTotoStatement.Parse(CanonicalJson.Write(changed)).Value!).ShouldBeFalse(string.Join('.', path));
            }
        }
    }

    [Fact]
    public void A_verdict_that_contradicts_itself_is_not_read()
    {
        var text = Encoding.UTF8.GetString(ScanStatements.Of(DeploymentBed.Scan())[^1]);
        foreach (var (from, to) in new[]
        {
            ("PASSED", "FAILED"), ("ASSAY_DEPTH_FULL", "SLSA_BUILD_LEVEL_3"), ("\"depth\":\"full\"", "\"depth\":\"probe\""), ("\"verdict\":\"approved\"", "\"verdict\":\"rejected\""),
            ("\"size\":5", "\"size\":6"), ("\"path\":\"config.json\"", "\"path\":\"../config.json\""), ("\"status\":\"ran\"", "\"status\":\"run\""), ("2026-03-01T12:00", "2026-03-01 12:00"),
        })
        {
            text.ShouldContain(from);
            Readable(InTotoStatement.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Value!).ShouldBeFalse(from);
        }
    }

    [Fact]
    public void Canonical_json_keeps_the_meaning_and_has_one_spelling() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            ArbMap.Default.ArbFor<string[]>(),
            ArbMap.Default.ArbFor<int>(),
            (texts, number) =>
            {
                var names = texts.Where(t => t is not null && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t)) == t).Distinct().ToList();
                JsonObject Make(IEnumerable<string> order)
                {
                    var made = new JsonObject { ["n"] = number, ["list"] = new JsonArray([.. names.Select(n => JsonValue.Create(n))]), ["flag"] = true, ["none"] = null };
                    foreach (var name in order) made["t" + name] = name;
                    return made;
                }
                var bytes = CanonicalJson.Write(Make(names));
                return bytes.AsSpan().SequenceEqual(CanonicalJson.Write(Make(Enumerable.Reverse(names)))) && JsonNode.DeepEquals(JsonNode.Parse(bytes), Make(names));
            }));

    [Fact]
    public void Canonical_json_is_that_of_the_specification()
    {
        // RFC 8785, sections 3.2.2 and 3.2.3: escapes, and the order of names by UTF-16 code units.
        var made = new JsonObject { ["\u20ac"] = "Euro", ["\r"] = "CR", ["\ufb33"] = "Hebrew", ["1"] = "One", ["\U0001f600"] = "Emoji", ["\u0080"] = "Control", ["\u00f6"] = "\u000f\n\"\\/" };
        Encoding.UTF8.GetString(CanonicalJson.Write(made)).ShouldBe(
            "{\"\\r\":\"CR\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"\\u000f\\n\\\"\\\\/\",\"\u20ac\":\"Euro\",\"\U0001f600\":\"Emoji\",\"\ufb33\":\"Hebrew\"}");
        Should.Throw<ArgumentException>(() => CanonicalJson.Write(new JsonObject { ["n"] = 1.5 }));
        Should.Throw<ArgumentException>(() => CanonicalJson.Write(new JsonObject { ["n"] = 1L << 53 }));
    }

    private static bool Readable(InTotoStatement statement) => statement.PredicateType switch
    {
        PredicateTypes.Vulns => VulnsJson.Read(statement).IsOk,
        PredicateTypes.TestResult => TestResultJson.Read(statement).IsOk,
        _ => VerificationSummaryJson.Read(statement).IsOk,
    };

    private static InTotoStatement Again(byte[] payload) => InTotoStatement.Parse(payload).Value!;

    private static JsonElement Json(byte[] payload) => JsonElement.Parse(payload);

    private static IEnumerable<string[]> Members(JsonNode node, string[] path) => node switch
    {
        JsonObject members => members.SelectMany(m => Members(m.Value!, [.. path, m.Key]).Prepend([.. path, m.Key])),
        JsonArray items => items.SelectMany((item, i) => Members(item!, [.. path, $"{i}"])),
        _ => [],
    };
}
