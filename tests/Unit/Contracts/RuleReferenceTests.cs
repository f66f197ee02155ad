using Assay.Contracts.Rules;

namespace Assay.Tests.Unit.Contracts;

public sealed class RuleReferenceTests
{
    [Theory]
    [InlineData("CWE-502", "https://cwe.mitre.org/data/definitions/502.html")]
    [InlineData("AML.T0011.000", "https://atlas.mitre.org/techniques/AML.T0011.000")]
    [InlineData("CVE-2025-1716", "https://nvd.nist.gov/vuln/detail/CVE-2025-1716")]
    [InlineData("GHSA-q77w-mwjj-7mqx", "https://github.com/advisories/GHSA-q77w-mwjj-7mqx")]
    [InlineData("https://example.invalid/a?b=c", "https://example.invalid/a?b=c")]
    public void A_reference_of_a_known_kind_leads_to_its_page(string reference, string page) => RuleReference.Link(reference).ShouldBe(page);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("CWE-502\"><script>")]
    [InlineData("CWE-502\n")]
    [InlineData("http://example.invalid/")]
    [InlineData("https://example.invalid/\" onclick=\"x")]
    [InlineData("https://user@example.invalid/")]
    [InlineData("")]
    public void Anything_else_never_becomes_a_link(string reference) => RuleReference.Link(reference).ShouldBeNull();
}
