using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Exports;
using Assay.Reporting.Advisories;

namespace Assay.Cli.Advisories;

/// <summary>Advisories of this machine or of a server. What is refused is thrown as a <see cref="UsageException"/>.</summary>
internal interface IAdvisoryDesk : IAsyncDisposable
{
    Task<Advisory> IssueAsync(AdvisoryRequest request, CancellationToken cancellationToken);

    Task<Advisory> WithdrawAsync(string id, string reason, CancellationToken cancellationToken);

    Task<AdvisoryDetail> ShowAsync(string id, CancellationToken cancellationToken);

    /// <summary>A page, in the order of the last change.</summary>
    Task<AdvisoryListing> ListAsync(long after, CancellationToken cancellationToken);

    Task<AffectedList> AffectedAsync(string id, CancellationToken cancellationToken);

    Task<string> ExportAsync(string id, AdvisoryFormat format, CancellationToken cancellationToken);

    Task<ImportSummary> ImportAsync(IReadOnlyList<Advisory> advisories, CancellationToken cancellationToken);
}
