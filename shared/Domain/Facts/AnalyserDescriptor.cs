using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Domain.Facts;

/// <summary>An analyser or probe as workers announce it to the ledger: enough to know which facts are missing without loading its code.</summary>
/// <param name="Id">E.g. <c>pickle</c>.</param>
/// <param name="Version">Raised whenever the behaviour changes.</param>
/// <param name="Stage">Inspect, HashVerify or GpuProbe.</param>
/// <param name="Maturity">How much its word counts.</param>
/// <param name="Accepts">Formats it examines; <c>*</c> for all.</param>
/// <param name="Settings">See <see cref="FactKey.Settings"/>.</param>
/// <param name="Rules">See <see cref="FactKey.Rules"/>.</param>
public sealed record AnalyserDescriptor(
    string Id, int Version, Stage Stage, Maturity Maturity, IReadOnlyList<string> Accepts, Sha256Digest Settings, Sha256Digest Rules)
{
    /// <summary>The walk over an artifact and its members: detects formats and decides which analysers see what. Accepts everything.</summary>
    public const string WalkId = "inspect.walk";

    /// <summary>The comparison of found with declared digests; its subject is a version's listing.</summary>
    public const string HashVerifyId = "hash-verify";

    /// <summary>The search for models with the same tensors; its subject is a version's listing under its name.</summary>
    public const string LineageId = "lineage";

    /// <summary>The probe that compares a model with another one: its facts are about both.</summary>
    public const string DescentId = "probe.lineage";

    /// <summary>The depth from which on it has something to do.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Depth From => Id == LineageId ? Depth.Full : Stage == Stage.GpuProbe ? Depth.Probe : Depth.Metadata;

    public bool AcceptsAny(IEnumerable<string> formats) => Accepts.Contains("*") || formats.Any(Accepts.Contains);

    /// <summary>
    /// The same analyser where its answer also depends on something stored that is neither content nor setting: its facts are kept apart by the
    /// digest of that. An empty digest stands for nothing stored.
    /// </summary>
    public AnalyserDescriptor Under(Sha256Digest stored) => stored.IsEmpty
        ? this
        : this with { Settings = Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"{Settings.Hex} under {stored.Hex}"))) };

    public FactKey KeyFor(Sha256Digest subject) => new(subject, Id, Version, Settings, Rules);
}
