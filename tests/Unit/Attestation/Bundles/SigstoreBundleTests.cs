using System.Text;
using Assay.Attestation.Bundles;

namespace Assay.Tests.Unit.Attestation.Bundles;

public sealed class SigstoreBundleTests(ITestOutputHelper output)
{
    private const string Envelope = """ "dsseEnvelope":{"payload":"e30=","payloadType":"t","signatures":[{"sig":"AA==","keyid":""}]} """;
    private const string Type = """ "mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json" """;
    private const string Key = """ "publicKey":{"hint":"h"} """;

    [Theory]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.1", BundleVersion.V01)]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.2", BundleVersion.V02)]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.3", BundleVersion.V03)]
    [InlineData("application/vnd.dev.sigstore.bundle.v0.3+json", BundleVersion.V03)]
    public void The_versions_in_use_are_read(string type, BundleVersion version) =>
        Parse($$"""{"mediaType":"{{type}}","verificationMaterial":{ {{Key}} },{{Envelope}}}""").ShouldNotBeNull().Version.ShouldBe(version);

    [Theory]
    [InlineData($$"""{"mediaType":"application/vnd.dev.sigstore.bundle.v9+json","verificationMaterial":{ {{Key}} },{{Envelope}}}""", "mediaType: ")]
    [InlineData($$"""{ {{Type}},{{Envelope}}}""", "verificationMaterial: missing")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{},{{Envelope}}}""", "verificationMaterial: exactly one of")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{ {{Key}},"certificate":{"rawBytes":"AA=="} },{{Envelope}}}""", "verificationMaterial: exactly one of")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{"x509CertificateChain":{"certificates":[]} },{{Envelope}}}""", "verificationMaterial: the certificate chain is empty")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{"certificate":{} },{{Envelope}}}""", "verificationMaterial.certificate.rawBytes: missing")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{ {{Key}} } }""", "exactly one of dsseEnvelope and messageSignature")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{ {{Key}} },{{Envelope}},"messageSignature":{"signature":"AA=="} }""", "exactly one of dsseEnvelope")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{ {{Key}} },{{Envelope}},"more":1}""", "the member 'more' is not known")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{ {{Key}},"tlogEntries":[{"logIndex":"-1"}] },{{Envelope}}}""", "verificationMaterial.tlogEntries[0].logIndex: a whole")]
    [InlineData($$"""{ {{Type}},"verificationMaterial":{ {{Key}} },"dsseEnvelope":{"payload":"","payloadType":"t","signatures":[]} }""", "dsseEnvelope: exactly one signature")]
    public void A_bundle_that_is_not_whole_is_refused_with_the_member(string text, string because) =>
        SigstoreBundleJson.Parse(Encoding.UTF8.GetBytes(text)).Reason.ShouldNotBeNull().ShouldStartWith(because);

    [Fact]
    public void What_is_written_is_read()
    {
        var envelope = new EnvelopeContent(new([1], "t", [new([2])]));
        foreach (VerificationMaterial material in new VerificationMaterial[] { new PublicKeyMaterial("h"),
            new CertificateMaterial([[3], [4]], true) })
        {
            var bundle = new SigstoreBundle(BundleVersion.V03, material, [], [], envelope);

            var read = SigstoreBundleJson.Parse(SigstoreBundleJson.Write(bundle)).Value.ShouldNotBeNull();

            read.Material.GetType().ShouldBe(material.GetType());
            (read.Material as CertificateMaterial)?.Certificates.Select(c => c[0]).ShouldBe([(byte)3, (byte)4]);
            read.Content.ShouldBeOfType<EnvelopeContent>().Signature.ShouldBe([2]);
        }
    }

    [Fact]
    public void Bundles_of_other_makers_are_read_whole()
    {
        var count = 0;
        foreach (var line in ProvenanceCorpus.Cases("sigstore-conformance", "oms-made", "oms-official", "oms-field"))
        {
            var path = line.Text("signature");
            if (path.Length == 0) continue;
            var bundle = SigstoreBundleJson.Parse(ProvenanceCorpus.Bytes(path));
            if (line.Text("expect") == "valid") bundle.IsOk.ShouldBeTrue($"{line.Text("id")}: {bundle.Reason}");
            if (!bundle.IsOk) output.WriteLine($"{line.Text("id")}: {bundle.Reason}");
            count++;
        }
        count.ShouldBeGreaterThan(80);
    }

    private static SigstoreBundle? Parse(string text) => SigstoreBundleJson.Parse(Encoding.UTF8.GetBytes(text)).Value;
}
