namespace Assay.HashVerify.Sources.Signatures;

/// <summary>One entry of <c>HashVerify:Trust:Sigstore</c>: a signer whom an authority knows by name. All three are needed.</summary>
public sealed class SigstoreSignerOptions
{
    /// <summary>File with the trusted root (JSON): authorities, logs and timestamp authorities.</summary>
    public string TrustedRoot { get; set; } = "";

    /// <summary>The name in the certificate, exactly: an e-mail address or a URI.</summary>
    public string Identity { get; set; } = "";

    /// <summary>Who vouched for the name when the certificate was given, exactly: an OpenID Connect issuer's URL.</summary>
    public string Issuer { get; set; } = "";
}
