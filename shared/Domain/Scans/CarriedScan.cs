using Assay.Contracts.Values;

namespace Assay.Domain.Scans;

/// <summary>A scan of content that may have been judged before under the very same conditions, so that its verdict can be carried over.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Listing">Digest of the version's listing, found without reading a byte.</param>
/// <param name="Catalog">What the installation offers now, see <see cref="Facts.CatalogDigest"/>.</param>
public sealed record CarriedScan(NewScan Scan, Sha256Digest Listing, Sha256Digest Catalog);
