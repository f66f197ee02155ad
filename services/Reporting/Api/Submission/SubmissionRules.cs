using Assay.Contracts.Findings;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Shapes;

namespace Assay.Reporting.Api.Submission;

/// <summary>Which submissions make sense. Pure.</summary>
internal static class SubmissionRules
{
    public const int MaxKeyLength = 200;

    private const string Hub = "hf://";

    /// <summary>Null where all is well.</summary>
    public static ApiError? Check(SubmitRequest request, string? key, bool allowLocal)
    {
        if (request.Targets is null || request.Targets.Count is < 1 or > SubmitRequest.MaxTargets)
        {
            return ApiError.BadRequest($"'targets' has to name 1 to {SubmitRequest.MaxTargets} models.");
        }
        if (key is not null && (key.Length is < 1 or > MaxKeyLength || key.Any(c => c is < '!' or > '~')))
        {
            return ApiError.BadRequest($"The header Idempotency-Key has to be 1 to {MaxKeyLength} printable ASCII characters without spaces.");
        }
        return request.Targets.Select(target => CheckTarget(target, allowLocal)).FirstOrDefault(error => error is not null);
    }

    private static ApiError? CheckTarget(string? target, bool allowLocal)
    {
        if (string.IsNullOrWhiteSpace(target)) return ApiError.BadRequest("A target is empty: name a model as hf://org/name.");
        var shown = EvidenceText.Quote(target, 100);
        if (target.Length > SubmitRequest.MaxTargetLength)
        {
            return ApiError.BadRequest($"The target '{shown}' is longer than {SubmitRequest.MaxTargetLength} characters.");
        }
        if (target.Any(char.IsControl)) return ApiError.BadRequest($"The target '{shown}' has control characters in it.");
        if (target.StartsWith(Hub, StringComparison.Ordinal))
        {
            return target.Length > Hub.Length && !target.Any(char.IsWhiteSpace)
                ? null
                : ApiError.BadRequest($"The target '{shown}' is no model reference: write hf://org/name or hf://org/name@revision.");
        }
        if (!allowLocal)
        {
            return new ApiError(
                StatusCodes.Status403Forbidden,
                $"The target '{shown}' is not a hub model (hf://org/name), and this server does not scan its own files for callers: "
                + "run 'assay scan' where the file is.");
        }
        return Path.IsPathFullyQualified(target)
            ? null
            : ApiError.BadRequest($"The target '{shown}' has to be a full path on the server, or hf://org/name.");
    }
}
