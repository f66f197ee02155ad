using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Domain.Facts;

/// <summary>
/// One value for everything that an installation offers and trusts: two verdicts under the same value were made by the same analysers, lists and packs.
/// </summary>
public static class CatalogDigest
{
    /// <summary>
    /// SHA-256 over one line an analyser, in the order of their ids, the packs that turn statistics into the probability that policies read, and the state
    /// of trust where there is any.
    /// </summary>
    /// <param name="catalog">What is offered.</param>
    /// <param name="calibration">See <see cref="Calibration.ProbeCalibration.Digest"/>.</param>
    /// <param name="trust">See <see cref="Trust.TrustSnapshot.State"/>; empty for none.</param>
    public static Sha256Digest Of(IEnumerable<AnalyserDescriptor> catalog, Sha256Digest calibration, Sha256Digest trust = default)
    {
        var text = new StringBuilder();
        foreach (var analyser in catalog.OrderBy(a => a.Id, StringComparer.Ordinal))
        {
            text.Append(null, $"{analyser.Id} {analyser.Version} {analyser.Stage} {analyser.Maturity} {string.Join(',', analyser.Accepts)} ");
            text.Append(null, $"{analyser.Settings} {analyser.Rules}\n");
        }
        text.Append(null, $"calibration {calibration}\n");
        if (!trust.IsEmpty) text.Append(null, $"trust {trust}\n");
        return Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
