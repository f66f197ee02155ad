using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Calibration;
using Assay.Domain.Facts;
using Assay.Domain.Policies;
using Assay.Tests.Unit.Domain.Scans;

namespace Assay.Tests.Unit.Domain.Verdicts;

public sealed class VouchingTests
{
    private static readonly Voucher _list = new("team\u001b[31m", VoucherKind.List, VoucherStrength.Strong, Voucher.Sha256);
    private static readonly Voucher _hub = new("listing of hf", VoucherKind.Hub, VoucherStrength.Moderate, Voucher.Sha256);

    [Fact]
    public void The_report_says_who_vouches_for_what_and_for_which_code_nobody_does()
    {
        var model = Decide(PolicyParser.Default).Report;

        model.Artifacts.Single(a => a.Path == "a.safetensors").Vouchers.Select(v => v.Kind).ShouldBe([VoucherKind.List, VoucherKind.Hub]);
        model.Artifacts.Single(a => a.Path == "b.py").Vouchers.ShouldBeEmpty();
        var vouching = model.Vouching.ShouldNotBeNull();
        (vouching.Files, vouching.Vouched, vouching.UnvouchedCount).ShouldBe((4, 2, 1));
        vouching.By.Select(v => (v.Kind, v.Files)).ShouldBe([(VoucherKind.List, 1), (VoucherKind.Hub, 2)]);
        vouching.Unvouched.ShouldBe(["b.py"]);
        model.ManifestDigest.ShouldBe(Example.Sha("manifest"));
        model.Purl.ShouldBe("pkg:huggingface/org/m@c0ffee");
    }

    [Fact]
    public void A_name_from_outside_cannot_write_to_the_terminal() =>
        Decide(PolicyParser.Default).Report.Artifacts.SelectMany(a => a.Vouchers).ShouldAllBe(v => !v.Source.Contains('\u001b'));

    [Theory]
    [InlineData(null, VerdictKind.Approved)]
    [InlineData("unvouched: approve", VerdictKind.Approved)]
    [InlineData("unvouched: review", VerdictKind.Review)]
    [InlineData("unvouched: incomplete", VerdictKind.Incomplete)]
    public void A_policy_may_ask_for_vouchers(string? key, VerdictKind expected)
    {
        var policy = PolicyParser.Parse(PolicyParser.Default.CanonicalText + key + "\n");

        var verdict = Decide(policy);

        verdict.Kind.ShouldBe(expected);
        if (expected != VerdictKind.Approved) verdict.Report.Reasons.ShouldContain("no trusted source vouches for b.py");
    }

    [Fact]
    public void What_a_verdict_was_made_under_is_what_was_given_and_nothing_by_itself()
    {
        var packs = ProbeCalibration.BuiltIn.Digest;
        CatalogDigest.Of(Example.Catalog, packs, Example.Sha("a list")).ShouldNotBe(CatalogDigest.Of(Example.Catalog, packs));
        CatalogDigest.Of(Example.Catalog, packs, default).ShouldBe(CatalogDigest.Of(Example.Catalog, packs));
        Decide(PolicyParser.Default).CatalogDigest.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Facts_under_other_trust_are_other_facts()
    {
        Example.Verifier.Under(default).ShouldBe(Example.Verifier);
        Example.Verifier.Under(Example.Sha("x")).KeyFor(Example.Sha("s")).ShouldNotBe(Example.Verifier.KeyFor(Example.Sha("s")));
        Example.Verifier.Under(Example.Sha("x")).Settings.ShouldNotBe(Example.Verifier.Under(Example.Sha("y")).Settings);
    }

    private static Assay.Domain.Verdicts.Verdict Decide(Policy policy)
    {
        var files = new[] { Example.File("a.safetensors"), Example.File("b.py"), Example.File("c.json"), Example.File("d.json") };
        var version = Example.Version(files) with { Source = "hf", Name = "org/m", Revision = "c0ffee" };
        var listing = new FactBody
        {
            Vouchers = [new("a.safetensors", [_list, _hub]), new("c.json", [_hub])],
            Manifest = Example.Sha("manifest"),
        };
        return Example.Decide(
            version, [Example.FactOf(Example.Verifier, version.ListingDigest, listing), .. files.Select(f => Example.WalkOf(f, "json"))], policy: policy);
    }
}
