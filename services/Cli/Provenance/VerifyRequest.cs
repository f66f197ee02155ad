namespace Assay.Cli.Provenance;

/// <summary>One verification as it was asked for; a line of a batch has the same members in snake case.</summary>
internal sealed record VerifyRequest
{
    /// <summary>Of a line of a batch, given back with its result.</summary>
    public string? Id { get; init; }

    public string? Target { get; init; }

    public string? Signature { get; init; }

    public string? Key { get; init; }

    public string? CertificateRoot { get; init; }

    public string? TrustedRoot { get; init; }

    public string? Identity { get; init; }

    public string? Issuer { get; init; }

    public bool AllowSymlinks { get; init; }

    public bool IgnoreUnsigned { get; init; }

    public IReadOnlyList<string>? IgnorePaths { get; init; }

    /// <summary>RFC 3339, or a date.</summary>
    public string? At { get; init; }

    /// <summary>Of the whole batch.</summary>
    public bool Lenient { get; init; }
}
