using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.HashVerify.Sources.Signatures;
using Assay.Hosting.Workers;

namespace Assay.HashVerify;

/// <summary>What this service announces to the catalogue.</summary>
public sealed class HashVerifyDescriptors(SignatureTrust trust) : IDescriptorSource
{
    /// <summary>Raised whenever the comparison changes.</summary>
    private const int Version = 2;

    /// <summary>The comparison of found digests with those that the source declares and that others know.</summary>
    public static AnalyserDescriptor Comparison { get; } = new(
        AnalyserDescriptor.HashVerifyId, Version, Stage.HashVerify, Maturity.Enforcing, ["*"], Sha256Digest.OfNothing, DigestOfRules());

    /// <summary>The comparison as it runs here: who may sign is a setting.</summary>
    public AnalyserDescriptor Here { get; } = trust.Digest.IsEmpty ? Comparison : Comparison with { Settings = trust.Digest };

    public IReadOnlyList<AnalyserDescriptor> Descriptors => [Here];

    private static Sha256Digest DigestOfRules() => Sha256Digest.FromBytes(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', HashRules.All.Select(rule => $"{rule.Id} {rule.Severity}")))));
}
