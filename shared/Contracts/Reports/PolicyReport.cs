using Assay.Contracts.Values;

namespace Assay.Contracts.Reports;

/// <summary>The policy that decided, by name and by SHA-256 of its canonical text.</summary>
public sealed record PolicyReport(string Name, Sha256Digest Digest);
