using Assay.Contracts.Values;

namespace Assay.Attestation.Predicates;

/// <summary>What an analyser or probe worked with.</summary>
/// <param name="IsProbe">True: it runs models.</param>
/// <param name="Rules">SHA-256 of its rules; empty where it has none.</param>
/// <param name="Settings">SHA-256 of its settings; empty where it has none.</param>
public sealed record ScannerRules(bool IsProbe, Sha256Digest Rules, Sha256Digest Settings);
