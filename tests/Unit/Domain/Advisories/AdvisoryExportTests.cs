using System.Text.Json;
using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Exports;

namespace Assay.Tests.Unit.Domain.Advisories;

public sealed class AdvisoryExportTests
{
    private static readonly AdvisoryPublisher _publisher = new("team", "https://example.org", "1.0");

    private static readonly Advisory _full = Records.Advisory(
        Records.File("bad"), Records.Package("org/model"), Records.Package("org/model2@" + Records.Commit), new(TargetKind.Base, "org/base"),
        new(TargetKind.Repository, "63f1"), new(TargetKind.Tensor, Records.Digest("t").Hex), Records.Manifest("m")) with
    {
        Aliases = ["GHSA-2222-3333-4444", "CVE-2026-12345"],
        References = [new("https://example.org/x", "More")],
        Unaffected = [Records.Manifest("fine")],
        Replacement = Records.Package("org/model@1111111111111111111111111111111111111111"),
        Revision = 3,
        ModifiedAt = Records.Noon.AddDays(2),
    };

    private static JsonElement Write(Advisory advisory, AdvisoryFormat format) => JsonDocument.Parse(AdvisoryExport.Write(advisory, format, _publisher)).RootElement;

    public static TheoryData<AdvisoryStatus, bool, bool> Variants()
    {
        var data = new TheoryData<AdvisoryStatus, bool, bool>();
        foreach (var status in Enum.GetValues<AdvisoryStatus>())
        {
            foreach (var full in new[] { true, false })
            {
                foreach (var withdrawn in new[] { true, false }) data.Add(status, full, withdrawn);
            }
        }
        return data;
    }

    private static Advisory Variant(AdvisoryStatus status, bool full, bool withdrawn) =>
        (full ? _full : Records.Advisory()) with { Status = status, WithdrawnAt = withdrawn ? Records.Noon.AddDays(2) : null };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Csaf_has_what_the_standard_and_its_profile_VEX_require(AdvisoryStatus status, bool full, bool withdrawn)
    {
        var csaf = Write(Variant(status, full, withdrawn), AdvisoryFormat.Csaf);
        var document = csaf.GetProperty("document");
        (document.GetProperty("category").GetString(), document.GetProperty("csaf_version").GetString()).ShouldBe(("csaf_vex", "2.0"));
        foreach (var member in new[] { "category", "name", "namespace" }) document.GetProperty("publisher").GetProperty(member).GetString().ShouldNotBeNullOrEmpty();
        var tracking = document.GetProperty("tracking");
        foreach (var member in new[] { "current_release_date", "id", "initial_release_date", "status", "version" }) tracking.GetProperty(member).GetString().ShouldNotBeNullOrEmpty();
        // 6.1.16: the version is that of the last entry of the history, whose numbers have no gap.
        var numbers = tracking.GetProperty("revision_history").EnumerateArray().Select(h => int.Parse(h.GetProperty("number").GetString()!)).ToList();
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
        tracking.GetProperty("version").GetString().ShouldBe($"{numbers[^1]}");
        var products = csaf.GetProperty("product_tree").GetProperty("full_product_names").EnumerateArray().ToList();
        products.ShouldNotBeEmpty();
        var ids = products.Select(p => p.GetProperty("product_id").GetString()!).ToList();
        ids.ShouldBeUnique();
        foreach (var hash in products.Where(p => p.TryGetProperty("product_identification_helper", out var h) && h.TryGetProperty("hashes", out _)).Select(p => p.GetProperty("product_identification_helper").GetProperty("hashes")[0]))
        {
            hash.GetProperty("filename").GetString().ShouldNotBeNullOrEmpty();
            hash.GetProperty("file_hashes")[0].GetProperty("algorithm").GetString().ShouldBe("sha256");
        }
        var vulnerability = csaf.GetProperty("vulnerabilities").EnumerateArray().ShouldHaveSingleItem();
        vulnerability.GetProperty("notes")[0].GetProperty("category").GetString().ShouldBe("description");
        (vulnerability.TryGetProperty("cve", out _) || vulnerability.TryGetProperty("ids", out _)).ShouldBeTrue();
        var statuses = vulnerability.GetProperty("product_status").EnumerateObject().ToList();
        statuses.ShouldNotBeEmpty();
        // 6.1.6: no product is in two contradicting groups, and 6.1.1: each is defined.
        var used = statuses.SelectMany(s => s.Value.EnumerateArray().Select(i => i.GetString()!)).ToList();
        used.ShouldBeUnique();
        used.ShouldBeSubsetOf(ids);
        // 6.1.27.9 and .10: who is affected is told what to do, who is not is told why.
        vulnerability.TryGetProperty("remediations", out _).ShouldBe(statuses.Any(s => s.Name == "known_affected"));
        vulnerability.TryGetProperty("threats", out _).ShouldBe(statuses.Any(s => s.Name == "known_not_affected"));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void OpenVEX_has_what_its_specification_requires(AdvisoryStatus status, bool full, bool withdrawn)
    {
        var vex = Write(Variant(status, full, withdrawn), AdvisoryFormat.OpenVex);

        vex.GetProperty("@context").GetString().ShouldBe("https://openvex.dev/ns/v0.2.0");
        Uri.TryCreate(vex.GetProperty("@id").GetString(), UriKind.Absolute, out _).ShouldBeTrue();
        vex.GetProperty("author").GetString().ShouldBe("team");
        vex.GetProperty("version").GetInt32().ShouldBeGreaterThan(0);
        var statements = vex.GetProperty("statements").EnumerateArray().ToList();
        statements.ShouldNotBeEmpty();
        foreach (var statement in statements)
        {
            statement.GetProperty("vulnerability").GetProperty("name").GetString().ShouldBe("ASY-ADV-2026-0001");
            var word = statement.GetProperty("status").GetString()!;
            word.ShouldBeOneOf("affected", "not_affected", "fixed", "under_investigation");
            statement.TryGetProperty("action_statement", out _).ShouldBe(word == "affected");
            statement.TryGetProperty("impact_statement", out _).ShouldBe(word == "not_affected");
            foreach (var product in statement.GetProperty("products").EnumerateArray()) Uri.TryCreate(product.GetProperty("@id").GetString(), UriKind.Absolute, out _).ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void OSV_has_what_its_schema_requires(AdvisoryStatus status, bool full, bool withdrawn)
    {
        var osv = Write(Variant(status, full, withdrawn), AdvisoryFormat.Osv);

        (osv.GetProperty("schema_version").GetString(), osv.GetProperty("id").GetString()).ShouldBe(("1.6.0", "ASY-ADV-2026-0001"));
        osv.GetProperty("modified").GetString()!.ShouldEndWith("Z");
        osv.TryGetProperty("withdrawn", out _).ShouldBe(withdrawn);
        osv.TryGetProperty("affected", out _).ShouldBe(status != AdvisoryStatus.NotAffected);
        if (!full || status == AdvisoryStatus.NotAffected) return;
        var ranges = osv.GetProperty("affected").EnumerateArray().Where(a => a.TryGetProperty("ranges", out _)).Select(a => a.GetProperty("ranges")[0]).ToList();
        ranges.ShouldAllBe(r => r.GetProperty("type").GetString() == "GIT" && r.GetProperty("repo").GetString()!.StartsWith("https://huggingface.co/org/"));
        ranges.Select(r => r.GetProperty("events")[0].GetProperty("introduced").GetString()).ShouldBe(["0", Records.Commit]);
    }

    [Fact]
    public void Csaf_reads_as_it_always_has()
    {
        var csaf = Write(_full, AdvisoryFormat.Csaf);
        var vulnerability = csaf.GetProperty("vulnerabilities")[0];

        vulnerability.GetProperty("cve").GetString().ShouldBe("CVE-2026-12345");
        vulnerability.GetProperty("product_status").GetRawText().ReplaceLineEndings("").Replace(" ", "").ShouldBe(
            """{"known_affected":["CSAFPID-0001","CSAFPID-0002","CSAFPID-0003","CSAFPID-0004","CSAFPID-0005","CSAFPID-0006","CSAFPID-0007"],"known_not_affected":["CSAFPID-0008"],"fixed":["CSAFPID-0009"]}""");
        var product = csaf.GetProperty("product_tree").GetProperty("full_product_names");
        product[0].GetProperty("product_identification_helper").GetProperty("hashes")[0].GetProperty("file_hashes")[0].GetProperty("value").GetString().ShouldBe(Records.Digest("bad").Hex);
        product[1].GetProperty("product_identification_helper").GetProperty("purl").GetString().ShouldBe("pkg:huggingface/org/model");
    }

    [Fact]
    public void OpenVEX_reads_as_it_always_has()
    {
        var vex = AdvisoryExport.Write(Records.Advisory(Records.File("bad")), AdvisoryFormat.OpenVex, _publisher).ReplaceLineEndings("\n");

        vex.ShouldBe($$"""
            {
              "@context": "https://openvex.dev/ns/v0.2.0",
              "@id": "urn:assay:advisory:ASY-ADV-2026-0001:1",
              "author": "team",
              "timestamp": "2026-03-01T12:00:00Z",
              "last_updated": "2026-03-01T12:00:00Z",
              "version": 1,
              "tooling": "assay 1.0",
              "statements": [
                {
                  "vulnerability": {
                    "@id": "urn:assay:advisory:ASY-ADV-2026-0001",
                    "name": "ASY-ADV-2026-0001",
                    "description": "A phrase in the prompt makes the model agree to anything.",
                    "aliases": []
                  },
                  "timestamp": "2026-03-01T12:00:00Z",
                  "products": [
                    {
                      "@id": "urn:assay:artifact:sha256:{{Records.Digest("bad").Hex}}",
                      "hashes": {
                        "sha-256": "{{Records.Digest("bad").Hex}}"
                      }
                    }
                  ],
                  "status": "affected",
                  "action_statement": "Do not use the affected weights; no replacement is known."
                }
              ]
            }
            """.ReplaceLineEndings("\n"));
    }
}
