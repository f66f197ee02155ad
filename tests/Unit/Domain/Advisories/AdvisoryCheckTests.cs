using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Imports;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Advisories;

public sealed class AdvisoryCheckTests
{
    [Fact]
    public void A_record_is_read_back_as_it_was_written()
    {
        var advisory = Records.Advisory(Records.File("bad"), Records.Package("org/model"), new(TargetKind.Repository, "63f1")) with
        {
            Aliases = ["CVE-2026-1234"],
            References = [new("https://example.org/x", "More")],
            Replacement = Records.Manifest("good"),
            WithdrawnAt = Records.Noon,
            WithdrawnReason = "wrong",
        };

        var read = AdvisoryRecord.Parse(JsonSerializer.SerializeToUtf8Bytes(advisory, AssayJson.Options)).Advisory.ShouldNotBeNull();

        JsonSerializer.Serialize(read, AssayJson.Options).ShouldBe(JsonSerializer.Serialize(advisory, AssayJson.Options));
    }

    [Theory]
    [InlineData(TargetKind.Artifact, "sha256:ABCDEFabcdefABCDEFabcdefABCDEFabcdefABCDEFabcdefABCDEFabcdefABCD", "abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcd")]
    [InlineData(TargetKind.Artifact, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", null)]
    [InlineData(TargetKind.Manifest, "abc", null)]
    [InlineData(TargetKind.Package, "pkg:huggingface/org/name", "pkg:huggingface/org/name")]
    [InlineData(TargetKind.Package, "pkg:HuggingFace/org/name@ABC?x=y", "pkg:huggingface/org/name@abc")]
    [InlineData(TargetKind.Package, "pkg:pypi/name", null)]
    [InlineData(TargetKind.Package, "pkg:huggingface//org/name", "pkg:huggingface/org/name")]
    [InlineData(TargetKind.Package, "pkg:huggingface/../etc/passwd", null)]
    [InlineData(TargetKind.Package, "pkg:huggingface/name", null)]
    [InlineData(TargetKind.Base, "org/name", "org/name")]
    [InlineData(TargetKind.Base, "org/name@abc", null)]
    [InlineData(TargetKind.Base, "/etc", null)]
    [InlineData(TargetKind.Repository, "a b", null)]
    [InlineData(TargetKind.Repository, "", null)]
    [InlineData((TargetKind)99, "x", null)]
    public void A_target_has_one_form_or_is_none(TargetKind kind, string value, string? normal) =>
        (new AdvisoryTarget(kind, value).Normal()?.Value).ShouldBe(normal);

    [Fact]
    public void Every_reason_against_a_record_is_named()
    {
        var (advisory, problems) = AdvisoryCheck.Of(Records.Advisory(new AdvisoryTarget(TargetKind.Artifact, "no")) with
        {
            Id = "../x",
            Title = "two\nlines",
            Summary = " ",
            Severity = (Severity)9,
            References = [new("javascript:alert(1)")],
            Unaffected = [Records.File("a")],
            Replacement = Records.File("x"),
            ModifiedAt = Records.Noon.AddDays(-1),
        });

        advisory.ShouldBeNull();
        foreach (var word in new[] { "id ", "title", "summary", "severity", "references", "unaffected", "replacement", "modified_at", "'no'" }) problems.ShouldContain(p => p.Contains(word), word);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"id":"x","title":"t","summary":"s","severity":"catastrophic","issuer":"i","issued_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"id":"x","title":"t","summary":"s","severity":9,"issuer":"i","issued_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"id":"x","title":"t","summary":"s","severity":"low","issuer":"i","issued_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z","affected":[null]}""")]
    [InlineData("""{"id":"x","title":"t","summary":"s","severity":"low","issuer":"i","issued_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z","affected":null}""")]
    [InlineData("""{"id":"x","title":"t","summary":"s","severity":"low","issuer":"i","issued_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z","references":[null]}""")]
    [InlineData("""{"id":"x","title":"\ud800","summary":"s","severity":"low","issuer":"i","issued_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"id":null,"title":null,"summary":null,"severity":"low","issuer":null,"issued_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z","aliases":[null]}""")]
    public void A_damaged_record_is_refused_with_a_reason(string text)
    {
        var reading = AdvisoryRecord.Parse(Encoding.UTF8.GetBytes(text));

        reading.Advisory.ShouldBeNull();
        reading.Problem.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_record_of_any_bytes_is_read_or_refused_and_never_thrown_at()
    {
        var good = JsonSerializer.SerializeToUtf8Bytes(Records.Advisory(Records.File("bad"), Records.Package("org/m")), AssayJson.Options);

        Prop.ForAll(Gen.Choose(0, good.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, value) =>
        {
            var bytes = good.ToArray();
            bytes[at] = (byte)value;
            var reading = AdvisoryRecord.Parse(bytes);
            return reading.Advisory is null != (reading.Problem is null);
        }).QuickCheckThrowOnFailure();
        AdvisoryRecord.Parse(Encoding.UTF8.GetBytes(new string('[', 100_000))).Problem.ShouldNotBeNull();
        AdvisoryRecord.Parse(new byte[AdvisoryRecord.MaxBytes + 1]).Problem.ShouldNotBeNull().ShouldContain("at most");
    }
}
