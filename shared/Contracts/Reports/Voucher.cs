namespace Assay.Contracts.Reports;

/// <summary>Somebody's word that a file has the bytes it should have.</summary>
/// <param name="Source">Who: name of the list, the hub, the signer. Untrusted where it comes from a model.</param>
/// <param name="Kind">Why they can say so.</param>
/// <param name="Strength">What it is worth.</param>
/// <param name="DigestAlgorithm"><c>sha256</c> or <c>git-sha1</c>.</param>
public sealed record Voucher(string Source, VoucherKind Kind, VoucherStrength Strength, string DigestAlgorithm)
{
    public const string Sha256 = "sha256";
    public const string GitSha1 = "git-sha1";
}
