namespace Assay.HashVerify.Sources.Signatures;

/// <summary>Section <c>HashVerify:Trust</c>: whose model signatures count. Nobody's by default.</summary>
public sealed class SignatureTrustOptions
{
    /// <summary>Files with public keys in PEM.</summary>
    /// <value>None by default.</value>
    public IList<string> Keys { get; } = [];

    /// <summary>Files with certificates of authorities, or of signers, in PEM; a file may hold several.</summary>
    /// <value>None by default.</value>
    public IList<string> CertificateRoots { get; } = [];

    /// <summary>Identities that sigstore authorities vouch for.</summary>
    /// <value>None by default.</value>
    public IList<SigstoreSignerOptions> Sigstore { get; } = [];
}
