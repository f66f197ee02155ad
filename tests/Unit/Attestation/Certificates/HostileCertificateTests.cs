using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Certificates;
using Assay.Attestation.Keys;
using Assay.Tests.Unit.Attestation.Sigstore.TestBed;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Attestation.Certificates;

public sealed class HostileCertificateTests
{
    private static readonly byte[] _leaf = Judging.Parse(new TestSigstore().Sign(new())).Material is Assay.Attestation.Bundles.CertificateMaterial m ? m.Leaf : [];

    [Fact]
    public void Whatever_is_read_as_a_certificate_can_be_asked_for_everything()
    {
        var inputs = Gen.Choose(0, _leaf.Length - 1).SelectMany(at => Gen.Choose(0, 255).Select(value => (at, (byte)value)));
        Prop.ForAll(inputs.ToArbitrary(), change =>
        {
            var bytes = _leaf.ToArray();
            bytes[change.at] = change.Item2;
            if (!CertificateReader.TryRead(bytes, out var certificate)) return;
            SubjectNames.Of(certificate);
            IdentityIssuer.Of(certificate);
            PublicKeys.FromSubjectPublicKeyInfo(certificate.PublicKey.ExportSubjectPublicKeyInfo());
            foreach (var timestamp in CertificateTimestampList.Of(certificate) ?? []) PrecertificateEntry.SignedBytes(certificate, certificate, timestamp);
            _ = (certificate.NotBefore, certificate.NotAfter, certificate.Subject);
            CertificatePath.Find(certificate, [], [certificate], CertificateOids.CodeSigning, TestSigstore.Time).Problem.ShouldNotBe("");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void One_certificate_in_DER_is_read_and_no_other_form_of_it()
    {
        CertificateReader.TryRead(_leaf, out var certificate).ShouldBeTrue();
        CertificateReader.TryRead(System.Text.Encoding.ASCII.GetBytes(certificate!.ExportCertificatePem()), out _).ShouldBeFalse();
        CertificateReader.TryRead([.. _leaf, 0], out _).ShouldBeFalse();
        CertificateReader.TryRead([.. _leaf, .. _leaf], out _).ShouldBeFalse();
        CertificateReader.TryRead([], out _).ShouldBeFalse();
        CertificateReader.TryRead(new X509Certificate2Collection(certificate).Export(X509ContentType.Pkcs7)!, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_key_on_a_curve_that_the_system_does_not_know_is_refused_with_a_reason()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = key.ExportSubjectPublicKeyInfo();
        var curve = der.AsSpan().IndexOf<byte>([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]);
        der[curve + 4] ^= 1;
        PublicKeys.FromSubjectPublicKeyInfo(der).Reason.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_certificate_without_a_date_is_refused()
    {
        var bytes = _leaf.ToArray();
        var date = bytes.AsSpan().IndexOf("260301120000Z"u8);
        bytes[date] = (byte)'x';
        CertificateReader.TryRead(bytes, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_name_beyond_the_limit_makes_the_names_unreadable()
    {
        var names = new SubjectAlternativeNameBuilder();
        for (var i = 0; i <= SubjectNames.MaxNames; i++) names.AddEmailAddress($"{i}@example.com");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TestSigstore.Time, TestSigstore.Time.AddDays(1));
        SubjectNames.Of(certificate).ShouldBeNull();
    }
}
