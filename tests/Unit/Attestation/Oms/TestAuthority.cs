using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Tests.Unit.Attestation.Oms;

/// <summary>A root with an intermediate, made for a test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";

    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private readonly ECDsa _intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority(bool isIntermediateAuthority = true)
    {
        var (begin, end) = (TestSigner.Now.AddYears(-5), TestSigner.Now.AddYears(5));
        Root = Request("CN=root", _rootKey, true, X509KeyUsageFlags.KeyCertSign, null).CreateSelfSigned(begin, end);
        using var issued = Request("CN=intermediate", _intermediateKey, isIntermediateAuthority, X509KeyUsageFlags.KeyCertSign, null)
            .Create(Root, begin.AddDays(1), end.AddDays(-1), [1]);
        Intermediate = issued.CopyWithPrivateKey(_intermediateKey);
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Issue(
        ECDsa key, DateTimeOffset? begin = null, DateTimeOffset? end = null, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature,
        string? purpose = CodeSigning) =>
        Request("CN=signer", key, false, usage, purpose).Create(
            Intermediate.SubjectName,
            X509SignatureGenerator.CreateForECDsa(_intermediateKey),
            begin ?? TestSigner.Now.AddDays(-10), end ?? TestSigner.Now.AddDays(10),
            [2]);

    public void Dispose()
    {
        Root.Dispose();
        Intermediate.Dispose();
        _rootKey.Dispose();
        _intermediateKey.Dispose();
    }

    private static CertificateRequest Request(string name, ECDsa key, bool isAuthority, X509KeyUsageFlags usage, string? purpose)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        if (purpose is not null) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(purpose)], false));
        return request;
    }
}
