namespace Assay.Reporting.Attestations;

/// <summary>Section <c>Attestation</c> of the configuration.</summary>
public sealed class AttestationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Attestation";

    /// <summary><c>Attestation:Key</c>, private key in PEM on P-256. Default: none, and scans are not attested.</summary>
    public string? Key { get; set; }

    /// <summary><c>Attestation:PassphraseFile</c>, file whose first line is the key's passphrase.</summary>
    public string? PassphraseFile { get; set; }

    /// <summary><c>Attestation:PassphraseEnv</c>, environment variable that holds it.</summary>
    public string? PassphraseEnv { get; set; }

    /// <summary><c>Attestation:ValidFor</c>, how long a verdict counts, e.g. <c>90.00:00:00</c>. Default: no end.</summary>
    public TimeSpan? ValidFor { get; set; }

    /// <summary><c>Attestation:Verifier</c>, a URI that names who decides. Default: the product's.</summary>
    public string? Verifier { get; set; }
}
