using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Errors;

/// <summary>The sentence of answers that no endpoint of ours wrote: an unknown path, a body that the server cut off.</summary>
internal static class ProblemSentences
{
    public static void Complete(ProblemDetails problem) => problem.Detail ??= Of(problem.Status);

    public static string? Of(int? status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this path: /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => "This path does not take this method: see /openapi/v1.json.",
        StatusCodes.Status413PayloadTooLarge =>
            $"The request body is larger than {ReportingRegistration.MaxRequestBody} bytes: send fewer targets at once.",
        StatusCodes.Status415UnsupportedMediaType => "The request body has to be application/json.",
        _ => null,
    };
}
