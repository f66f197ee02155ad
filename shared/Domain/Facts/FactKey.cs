using Assay.Contracts.Values;

namespace Assay.Domain.Facts;

/// <summary>
/// What a fact is about and who says it. The same key always means the same result, so a fact is written once and reused by every later scan
/// that meets the same bytes.
/// </summary>
/// <param name="Subject">SHA-256 of the artifact, or of a version's listing.</param>
/// <param name="Analyser">Analyser or probe id.</param>
/// <param name="Version">Its version; raised whenever its behaviour changes.</param>
/// <param name="Settings">SHA-256 of the settings that can change its answer, runtime versions and seeds among them.</param>
/// <param name="Rules">SHA-256 of its rule data.</param>
public sealed record FactKey(Sha256Digest Subject, string Analyser, int Version, Sha256Digest Settings, Sha256Digest Rules);
