using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Hosting.Workers;

namespace Assay.HashVerify.Lineage;

/// <summary>What the search for relatives announces to the catalogue. Turned off, it is still there, as a shadow that nobody is shown.</summary>
public sealed class LineageDescriptors(LineageOptions options) : IDescriptorSource
{
    /// <summary>Raised whenever the comparison changes.</summary>
    private const int Version = 1;

    /// <summary>The comparison; its facts are about <see cref="Domain.Lineage.LineageSubject"/>.</summary>
    public AnalyserDescriptor Comparison { get; } = Of(options.Enabled);

    public IReadOnlyList<AnalyserDescriptor> Descriptors => [Comparison];

    internal static AnalyserDescriptor Of(bool enabled) => new(
        AnalyserDescriptor.LineageId,
        Version,
        Stage.HashVerify,
        enabled ? Maturity.Advisory : Maturity.Shadow,
        ["*"],
        enabled ? Sha256Digest.OfNothing : Digest("off"),
        Digest(string.Join('\n', LineageRules.All.Select(rule => $"{rule.Id} {rule.Severity}"))));

    private static Sha256Digest Digest(string text) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
