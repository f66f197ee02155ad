using Assay.Contracts.Values;
using Assay.Domain.Policies;

namespace Assay.Tests.Unit.Domain.Policies;

public sealed class PolicyParserTests
{
    private const string Minimal = "schema: assay.policy/1\nname: mine\n";

    [Fact]
    public void The_default_policy_is_valid_and_rejects_high_facts()
    {
        PolicyParser.Default.Name.ShouldBe("default");
        PolicyParser.Default.Reject.ShouldBe(new(Severity.High, Confidence.Medium));
        PolicyParser.Default.EveryInstalled.ShouldBeTrue();
        PolicyParser.Default.Require.ShouldBe(["inspect.walk", "hash-verify"], ignoreOrder: true);
    }

    [Fact]
    public void The_canonical_text_parses_to_the_same_digest()
    {
        var policy = PolicyParser.Parse(Minimal);
        PolicyParser.Parse(policy.CanonicalText).Digest.ShouldBe(policy.Digest);
    }

    [Fact]
    public void Line_endings_do_not_change_the_digest() =>
        PolicyParser.Parse(Minimal.Replace("\n", "\r\n")).Digest.ShouldBe(PolicyParser.Parse(Minimal).Digest);

    [Fact]
    public void Any_other_change_changes_the_digest() =>
        PolicyParser.Parse(Minimal + "depth: full\n").Digest.ShouldNotBe(PolicyParser.Parse(Minimal).Digest);

    [Theory]
    [InlineData("reject_severity: high", "line 3: unknown key 'reject_severity'")]
    [InlineData("depth: deep", "line 3: key 'depth' must be one of metadata, structure, full, probe")]
    [InlineData("depth: 2", "line 3: key 'depth' must be one of metadata, structure, full, probe")]
    [InlineData("require: all", "line 3: key 'require' must be a list of names")]
    [InlineData("reject: {severity: terrible}", "line 3: key 'severity' must be one of")]
    [InlineData("reject: {severities: high}", "line 3: unknown key 'severities'")]
    [InlineData("suppress: [{rule: ASY-PKL-001}]", "key 'reason' is missing or empty")]
    [InlineData("suppress: [{rule: ASY-PKL-001, reason: x, expires: soon}]", "line 3: key 'expires' must be a day such as 2027-01-31")]
    [InlineData("suppress: [{rule: PKL-1, reason: x}]", "line 3: 'PKL-1' is not a rule id such as ASY-PKL-004")]
    [InlineData("suppress: [{rule: ASY-PKL-001, reason: x, sha256: abc}]", "line 3: key 'sha256' must be a SHA-256 in 64 hexadecimal digits")]
    [InlineData("suppress: [{rule: ASY-PKL-001, reason: x, hash: abc}]", "line 3: unknown key 'hash'")]
    [InlineData("trojan-probability: likely", "line 3: key 'trojan-probability' must be a number from 0 to 2")]
    [InlineData("trojan-probability: -0.1", "line 3: key 'trojan-probability' must be a number from 0 to 2")]
    [InlineData("trojan-probability: NaN", "line 3: key 'trojan-probability' must be a number from 0 to 2")]
    [InlineData("severity: low", "line 3: key 'severity' must hold rule ids with a severity each")]
    [InlineData("severity: {ASY-PKL-004: harmless}", "line 3: key 'ASY-PKL-004' must be one of info, low, medium, high, critical")]
    [InlineData("severity: {pickle: low}", "line 3: 'pickle' is not a rule id")]
    public void A_wrong_value_is_named_with_its_line(string line, string expected) =>
        Should.Throw<PolicyException>(() => PolicyParser.Parse(Minimal + line)).Errors.ShouldContain(e => e.StartsWith(expected));

    [Fact]
    public void What_is_said_of_single_rules_is_read()
    {
        var digest = new string('A', 64);

        var policy = PolicyParser.Parse(Minimal
            + $"severity: {{ASY-PKL-004: low, ASY-ARC-005: high}}\nsuppress: [{{rule: ASY-PKL-001, sha256: {digest}, reason: x}}]\n");

        policy.Severities.ShouldBe(new Dictionary<string, Severity> { ["ASY-PKL-004"] = Severity.Low, ["ASY-ARC-005"] = Severity.High });
        policy.Suppressions.Single().Sha256.ShouldBe(Sha256Digest.Parse(digest));
    }

    [Fact]
    public void Every_error_is_listed_at_once() =>
        Should.Throw<PolicyException>(() => PolicyParser.Parse("schema: other/1\nname: ''\ndepth: x\nfoo: 1\n")).Errors.Count.ShouldBe(4);

    [Theory]
    [InlineData("{")]
    [InlineData("- a\n- b\n")]
    [InlineData("")]
    [InlineData("a: &x [*x]")]
    [InlineData("schema: assay.policy/1\nschema: assay.policy/1\n")]
    public void Text_that_is_no_policy_is_refused_without_a_stack_trace(string text) =>
        Should.Throw<PolicyException>(() => PolicyParser.Parse(text)).Errors.ShouldNotBeEmpty();
}
