using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Assay.Attestation.Oms;
using Assay.Attestation.Oms.Trust;

namespace Assay.Tests.Unit.Attestation.Oms;

public sealed class OmsCertificateTests : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly TestSigner _signer = new();
    private readonly TestAuthority _authority = new();
    private readonly TestModel _model = TestModel.Small();

    public void Dispose()
    {
        _signer.Dispose();
        _authority.Dispose();
        _model.Dispose();
    }

    [Theory]
    [InlineData("1.3.6.1.5.5.7.3.3")]
    [InlineData("2.5.29.37.0")]
    [InlineData(null)]
    public async Task A_certificate_for_code_signing_or_for_no_stated_purpose_that_leads_to_the_root_is_accepted(string? purpose)
    {
        var result = await VerifyAsync(_authority.Issue(_signer.Key, purpose: purpose));

        result.Refusals.ShouldBeEmpty();
        result.Signer.ShouldNotBeNull().ShouldStartWith("CN=signer");
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_now_and_accepted_as_of_a_time_within_its_validity()
    {
        var leaf = _authority.Issue(_signer.Key, TestSigner.Now.AddDays(-10), TestSigner.Now.AddDays(-5));

        (await VerifyAsync(leaf)).Refusals.ShouldHaveSingleItem().Message
            .ShouldBe("the certificate of 'CN=signer' expired 2026-05-27; pass --at to verify as of a trusted time");
        (await VerifyAsync(leaf, options: TestSigner.Options with { At = TestSigner.Now.AddDays(-7) })).IsValid.ShouldBeTrue();
        await ShouldBeStrictOnlyAsync(leaf, OmsReasons.CertificateExpired);
    }

    [Fact]
    public async Task A_certificate_that_is_not_yet_valid_is_refused() =>
        await ShouldBeStrictOnlyAsync(_authority.Issue(_signer.Key, TestSigner.Now.AddDays(1)), OmsReasons.CertificateNotYetValid);

    [Fact]
    public async Task A_certificate_for_servers_is_refused_unless_it_is_pinned()
    {
        var leaf = _authority.Issue(_signer.Key, purpose: ServerAuthentication);

        await ShouldBeStrictOnlyAsync(leaf, OmsReasons.CertificatePurpose);
        (await VerifyAsync(leaf, new CertificateTrust([leaf]))).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task A_certificate_that_may_not_sign_is_refused_even_with_leniency() =>
        (await VerifyAsync(_authority.Issue(_signer.Key, usage: X509KeyUsageFlags.KeyEncipherment), options: Lenient))
            .Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Certificate);

    [Fact]
    public async Task A_root_that_only_the_bundle_names_is_not_trusted()
    {
        using var other = new TestAuthority();

        var result = await VerifyAsync(_authority.Issue(_signer.Key), new CertificateTrust([other.Root]), Lenient, _authority.Intermediate,
            _authority.Root);

        result.Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.CertificateChain);
    }

    [Fact]
    public async Task A_certificate_that_is_no_authority_issues_none()
    {
        using var weak = new TestAuthority(isIntermediateAuthority: false);

        var result = await VerifyAsync(weak.Issue(_signer.Key), new CertificateTrust([weak.Root]), Lenient, weak.Intermediate);

        result.Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.CertificateChain);
    }

    [Fact]
    public async Task A_missing_link_of_the_chain_is_refused()
    {
        var bundle = await BundleAsync(_authority.Issue(_signer.Key));

        (await RunAsync(bundle, new CertificateTrust([_authority.Root]), TestSigner.Options)).Refusals.ShouldHaveSingleItem().Id
            .ShouldBe(OmsReasons.CertificateChain);
    }

    [Fact]
    public async Task The_signature_has_to_be_by_the_key_of_the_certificate()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        (await VerifyAsync(_authority.Issue(other), options: Lenient)).Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Signature);
    }

    [Fact]
    public async Task A_key_is_no_certificate_and_a_certificate_no_key()
    {
        var byCertificate = await BundleAsync(_authority.Issue(_signer.Key), _authority.Intermediate);
        var byKey = await _signer.SignAsync(_model);

        (await RunAsync(byCertificate, _signer.Trust, TestSigner.Options)).Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Method);
        (await RunAsync(byKey, new CertificateTrust([_authority.Root]), TestSigner.Options)).Refusals.ShouldHaveSingleItem().Id
            .ShouldBe(OmsReasons.Method);
    }

    private static OmsOptions Lenient => TestSigner.Options with { IsLenient = true };

    private async Task ShouldBeStrictOnlyAsync(X509Certificate2 leaf, string reason)
    {
        (await VerifyAsync(leaf)).Refusals.Select(r => r.Id).ShouldBe([reason]);
        var lenient = await VerifyAsync(leaf, options: Lenient);
        lenient.IsValid.ShouldBeTrue();
        lenient.LetPass.Select(r => r.Id).ShouldBe([reason]);
    }

    private async Task<OmsVerification> VerifyAsync(
        X509Certificate2 leaf, OmsTrust? trust = null, OmsOptions? options = null, params X509Certificate2[] chain) =>
        await RunAsync(
            await BundleAsync(leaf, chain is [] ? [_authority.Intermediate] : chain),
            trust ?? new CertificateTrust([_authority.Root]),
            options ?? TestSigner.Options);

    private async Task<byte[]> BundleAsync(X509Certificate2 leaf, params X509Certificate2[] chain) =>
        _signer.Bundle(Encoding.UTF8.GetBytes(TestSigner.PayloadOf(await _signer.SignAsync(_model)).ToJsonString()), chain: [leaf, .. chain]);

    private Task<OmsVerification> RunAsync(byte[] bundle, OmsTrust trust, OmsOptions options) =>
        OmsVerifier.VerifyAsync(bundle, _model.Files, trust, options, TestContext.Current.CancellationToken);
}
