using System.Diagnostics;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Hosting.Outbox;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Ledger;
using Assay.Storage.Policies;
using Assay.Storage.Views;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Submission;

/// <summary>Takes submissions into the ledger.</summary>
internal sealed class ScanSubmission(
    IScanLedger ledger, IScanViews views, IPolicyRepository policies, IDefaultPolicy defaultPolicy, LaneAdmission admission,
    IOutboxDispatcher outbox, IOptions<ApiOptions> options)
{
    /// <param name="request">What to scan.</param>
    /// <param name="key">The caller's idempotency key; null for none.</param>
    /// <param name="submitter">Tells the keys of one caller from those of another.</param>
    /// <param name="cancellationToken">Stops before anything is written, or has no effect.</param>
    public async Task<SubmissionOutcome> SubmitAsync(SubmitRequest request, string? key, string submitter, CancellationToken cancellationToken)
    {
        if (SubmissionRules.Check(request, key, options.Value.AllowLocalTargets) is { } refused) return refused;
        var policy = defaultPolicy.Digest;
        if (request.Policy is not null)
        {
            if (!Sha256Digest.TryParse(request.Policy, out policy))
            {
                return ApiError.BadRequest("'policy' has to be a SHA-256 digest: 64 hexadecimal digits.");
            }
            if (await policies.ReadAsync(policy, cancellationToken) is null)
            {
                return ApiError.BadRequest($"No policy with the digest {policy} is stored on this server.");
            }
        }
        var ids = new SubmissionIds(submitter, key);
        var scans = Plan(request, ids, policy);
        if (ids.AreRepeatable && await views.RunScansAsync(scans[0].RunId, cancellationToken) is { Count: > 0 } earlier)
        {
            // A repeated submission is answered even where the lane is full by now: nothing is added.
            return IsSame(scans, earlier) ? Answer(scans, 0) : new ApiError(
                StatusCodes.Status409Conflict, "This Idempotency-Key was used for another submission: use a new key for a new submission.");
        }
        if (await admission.CheckAsync(request.Lane, cancellationToken) is { } full) return full;
        var committed = await ledger.SubmitAsync(scans, cancellationToken);
        outbox.Dispatch(committed.Messages);
        return Answer(scans, committed.Value);
    }

    private static List<NewScan> Plan(SubmitRequest request, SubmissionIds ids, Sha256Digest policy)
    {
        var run = ids.Run();
        var trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;
        return
        [
            .. request.Targets.Distinct(StringComparer.Ordinal).Select(target => new NewScan
            {
                Id = ids.Scan(target),
                RunId = run,
                Target = target,
                Lane = request.Lane,
                Depth = request.Depth,
                PolicyDigest = policy,
                Offline = request.Offline,
                Refresh = request.Refresh,
                TraceParent = trace,
            }),
        ];
    }

    private static bool IsSame(List<NewScan> asked, IReadOnlyList<Scan> stored)
    {
        if (asked.Count != stored.Count) return false;
        var known = stored.ToDictionary(s => s.Id);
        return asked.All(a => known.TryGetValue(a.Id, out var s)
            && (a.Lane, a.Depth, a.PolicyDigest, a.Offline, a.Refresh) == (s.Lane, s.Depth, s.PolicyDigest, s.Offline, s.Refresh));
    }

    private static SubmittedRun Answer(List<NewScan> scans, int created) => new(
        scans[0].RunId, created, [.. scans.Select(s => new SubmittedScan(s.Id, s.Target, ScanLinks.Of(s.Id)))], RunLinks.Of(scans[0].RunId));
}
