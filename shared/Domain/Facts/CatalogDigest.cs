using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Domain.Facts;

/// <summary>One value for everything that an installation offers: two verdicts under the same value were made by the same analysers.</summary>
public static class CatalogDigest
{
    /// <summary>SHA-256 over one line an analyser, in the order of their ids.</summary>
    public static Sha256Digest Of(IEnumerable<AnalyserDescriptor> catalog)
    {
        var text = new StringBuilder();
        foreach (var analyser in catalog.OrderBy(a => a.Id, StringComparer.Ordinal))
        {
            text.Append(null, $"{analyser.Id} {analyser.Version} {analyser.Stage} {analyser.Maturity} {string.Join(',', analyser.Accepts)} ");
            text.Append(null, $"{analyser.Settings} {analyser.Rules}\n");
        }
        return Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
