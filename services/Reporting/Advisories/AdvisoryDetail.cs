using Assay.Domain.Advisories;

namespace Assay.Reporting.Advisories;

/// <summary>An advisory with everything that was done to it.</summary>
/// <param name="Advisory">The revision in force.</param>
/// <param name="History">The oldest first.</param>
public sealed record AdvisoryDetail(Advisory Advisory, IReadOnlyList<AdvisoryChangeView> History);
