using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Registry;

namespace Assay.Reporting.Advisories;

/// <summary>A version of the registry that an advisory concerns.</summary>
/// <param name="Manifest">Its content.</param>
/// <param name="Name">For people.</param>
/// <param name="Purl">Package URL; null where there is none.</param>
/// <param name="State">Where it stands, after what was done about it.</param>
/// <param name="Evidence">By what it is concerned.</param>
public sealed record ConcernedApproval(Sha256Digest Manifest, string Name, string? Purl, ApprovalState State, MatchClass Evidence);
