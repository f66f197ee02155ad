using System.Net;
using Assay.Contracts.Findings;
using Assay.Domain.Tasks;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Says in one line what an error of the hub means for who asked.</summary>
internal static class HubErrors
{
    public const string EntryNotFound = "EntryNotFound";

    private const string TokenHint = "set HF_TOKEN to a token that has access";

    /// <summary>The failure for an answer that is not a success.</summary>
    public static TaskFailure Explain(HubResponse answer, string target, bool hasToken)
    {
        var status = answer.Message.StatusCode;
        var said = EvidenceText.Quote(answer.Header("X-Error-Message"), 200);
        var shown = EvidenceText.Quote(target);
        return answer.Header("X-Error-Code") switch
        {
            "GatedRepo" => Answers.Fail(
                FailureCategory.Forbidden,
                hasToken ? $"{shown} is gated and the token's user has no access: ask for it on the model's page, then scan again."
                    : $"{shown} is gated: ask for access on the model's page, then {TokenHint}."),
            "RepoNotFound" => Answers.Fail(
                FailureCategory.NotFound, $"{shown} does not exist on {answer.Address.Host}, or the token has no access to it."),
            "RevisionNotFound" => Answers.Fail(FailureCategory.NotFound, $"{shown}: the model exists, but has no such revision."),
            _ when said.Contains("disabled", StringComparison.OrdinalIgnoreCase) => Answers.Fail(
                FailureCategory.Forbidden, $"{shown} has been disabled by the hub; it cannot be read by anyone."),
            _ => ByStatus(status, answer, shown, said, hasToken),
        };
    }

    private static TaskFailure ByStatus(HttpStatusCode status, HubResponse answer, string shown, string said, bool hasToken) => status switch
    {
        HttpStatusCode.Unauthorized when hasToken => Answers.Fail(
            FailureCategory.Forbidden, $"{shown}: {answer.Address.Host} does not accept the token; check HF_TOKEN."),
        HttpStatusCode.Unauthorized => Answers.Fail(
            FailureCategory.NotFound, $"{shown} does not exist on {answer.Address.Host}, or is private: check the name, or {TokenHint}."),
        HttpStatusCode.Forbidden => Answers.Fail(FailureCategory.Forbidden, $"{shown}: access is refused ({Or(said, answer)})."),
        HttpStatusCode.NotFound or HttpStatusCode.Gone => Answers.Fail(FailureCategory.NotFound, $"{shown} was not found ({Or(said, answer)})."),
        _ when HubRetry.IsBusy(status) => Answers.Fail(
            FailureCategory.Transient, $"{shown}: the hub cannot answer now ({Or(said, answer)}); the scan is tried again later."),
        _ => Answers.Fail(FailureCategory.BadInput, $"{shown}: the hub gave an answer that makes no sense here ({Or(said, answer)})."),
    };

    private static string Or(string said, HubResponse answer) => said.Length > 0 ? $"{answer}: {said}" : answer.ToString();
}
