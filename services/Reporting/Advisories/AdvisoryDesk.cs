using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Exports;
using Assay.Domain.Advisories.Imports;
using Assay.Reporting.Api;
using Assay.Reporting.Api.Registry;
using Assay.Storage.Advisories;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Advisories;

/// <summary>Takes what people ask about advisories, over the API or on the machine itself.</summary>
public sealed class AdvisoryDesk(
    IAdvisories advisories, AdvisoryDispatch dispatch, AffectedSearch search, ConcernedApprovals approvals, IOptions<AdvisoryOptions> options)
{
    /// <summary>Problems of an import that are named.</summary>
    private const int MaxProblems = 20;

    private const int MaxReason = 4096;

    public async Task<DeskAnswer<Advisory>> IssueAsync(AdvisoryRequest request, string actor, CancellationToken cancellationToken)
    {
        var (advisory, problems) = AdvisoryCheck.Of(Record(request, "NEW", 1));
        return advisory is null ? Refused(problems) : await EndAsync(await advisories.IssueAsync(advisory, options.Value.Prefix, actor, cancellationToken), cancellationToken);
    }

    public async Task<DeskAnswer<Advisory>> ModifyAsync(string id, AdvisoryRequest request, string actor, CancellationToken cancellationToken)
    {
        if (request.Revision is not { } revision) return new(null, "Say with 'revision' which revision the change was made from.");
        if (!AdvisoryCheck.IsId(id)) return Unknown(id);
        var (advisory, problems) = AdvisoryCheck.Of(Record(request, id, revision));
        return advisory is null ? Refused(problems) : await EndAsync(await advisories.ModifyAsync(advisory, actor, cancellationToken), cancellationToken);
    }

    public async Task<DeskAnswer<Advisory>> WithdrawAsync(string id, string? reason, string actor, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason || reason.Any(c => char.IsControl(c) && c != '\n')) return new(null, $"A withdrawal needs a reason of 1 to {MaxReason} characters.");
        return await EndAsync(await advisories.WithdrawAsync(id, reason, actor, cancellationToken), cancellationToken);
    }

    /// <summary>Takes records of others; whatever is wrong with one does not stop the rest.</summary>
    public async Task<ImportSummary> ImportAsync(IEnumerable<AdvisoryReading> readings, string actor, CancellationToken cancellationToken)
    {
        var (added, unchanged, refused, line, problems) = (0, 0, 0, 0, new List<string>());
        foreach (var reading in readings)
        {
            line++;
            var outcome = reading.Advisory is { } advisory ? await advisories.ImportAsync(advisory, actor, cancellationToken) : new(null, reading.Problem);
            if (outcome.Advisory is null)
            {
                refused++;
                if (problems.Count < MaxProblems) problems.Add($"record {line}: {outcome.Refusal}");
            }
            else if (outcome.IsChanged) added++;
            else unchanged++;
        }
        if (added > 0) await dispatch.RunAsync(cancellationToken);
        return new(added, unchanged, refused, problems);
    }

    public async Task<DeskAnswer<AdvisoryDetail>> ShowAsync(string id, CancellationToken cancellationToken)
    {
        if (await advisories.FindAsync(id, cancellationToken) is not { } advisory) return new(null, Unknown(id).Problem, IsUnknown: true);
        var history = await advisories.HistoryAsync(id, cancellationToken);
        return new(new(advisory, [.. history.Select(h => new AdvisoryChangeView(h.Advisory.Revision, h.Kind, h.Actor, h.At))]), null);
    }

    public async Task<AdvisoryListing> ListAsync(long after, int max, CancellationToken cancellationToken)
    {
        var page = await advisories.ListAsync(after, max, cancellationToken);
        return new([.. page.Revisions.Select(r => r.Advisory)], page.Next);
    }

    public async Task<DeskAnswer<AffectedList>> AffectedAsync(string id, int max, CancellationToken cancellationToken)
    {
        if (await advisories.FindAsync(id, cancellationToken) is not { } advisory) return new(null, Unknown(id).Problem, IsUnknown: true);
        var affected = await search.OfAsync(advisory, max, cancellationToken);
        var concerned = advisory.IsWithdrawn ? [] : await approvals.FindAsync(advisory, affected.Versions, cancellationToken);
        return new(new(id, [.. affected.Versions.Select(AffectedView.Of)], affected.IsCut, concerned), null);
    }

    public async Task<DeskAnswer<string>> ExportAsync(string id, AdvisoryFormat format, CancellationToken cancellationToken) =>
        await advisories.FindAsync(id, cancellationToken) is { } advisory
            ? new(AdvisoryExport.Write(advisory, format, new(options.Value.Issuer, options.Value.Namespace, AssayTool.Info.Version)), null)
            : new(null, Unknown(id).Problem, IsUnknown: true);

    private Advisory Record(AdvisoryRequest request, string id, int revision) => new()
    {
        Id = id,
        Revision = revision,
        Title = request.Title!,
        Summary = request.Summary!,
        Severity = request.Severity,
        Status = request.Status,
        Aliases = request.Aliases ?? [],
        References = request.References ?? [],
        Affected = request.Affected ?? [],
        Unaffected = request.Unaffected ?? [],
        Replacement = request.Replacement,
        Issuer = options.Value.Issuer,
        IssuedAt = default,
        ModifiedAt = default,
    };

    private async Task<DeskAnswer<Advisory>> EndAsync(AdvisoryOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome.Advisory is not { } advisory) return new(null, outcome.Refusal, outcome.IsUnknown);
        await dispatch.RunAsync(cancellationToken);
        return new(advisory, null);
    }

    private static DeskAnswer<Advisory> Refused(IReadOnlyList<string> problems) => new(null, $"The advisory cannot be taken: {string.Join("; ", problems)}.");

    private static DeskAnswer<Advisory> Unknown(string id) =>
        new(null, $"There is no advisory {Contracts.Findings.EvidenceText.Quote(id, 64)}; `assay advisory list` shows all.", IsUnknown: true);
}
