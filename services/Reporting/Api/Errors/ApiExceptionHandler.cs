using System.Text.Json;
using Assay.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Assay.Reporting.Api.Errors;

/// <summary>Answers what nobody expected, without telling the caller more than it needs: no stack trace, no type name, no message of ours.</summary>
internal sealed class ApiExceptionHandler(ILogger<ApiExceptionHandler> log) : IExceptionHandler
{
    private static readonly TimeSpan StorageWait = TimeSpan.FromSeconds(5);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        var error = Translate(exception);
        if (error.Status >= 500) log.LogError(exception, "A request to {Path} failed", httpContext.Request.Path.Value);
        httpContext.Response.StatusCode = error.Status;
        await error.ToResult().ExecuteAsync(httpContext);
        return true;
    }

    private static ApiError Translate(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => ApiError.BadRequest(
            json.Path is { Length: > 0 } path && path != "$"
                ? $"The request body cannot be read at {path}: see the schema of this call in /openapi/v1.json."
                : "The request body is not a JSON object of the schema that /openapi/v1.json gives for this call."),
        BadHttpRequestException bad => new ApiError(
            bad.StatusCode, ProblemSentences.Of(bad.StatusCode) ?? "A part of the request is missing or cannot be read: " + bad.Message),
        StorageUnavailableException => new ApiError(
            StatusCodes.Status503ServiceUnavailable,
            "The database cannot be reached now; the same request may succeed in a few seconds.",
            StorageWait),
        StorageFullException => new ApiError(StatusCodes.Status507InsufficientStorage, "The server has no space left; its operator has to act."),
        _ => new ApiError(StatusCodes.Status500InternalServerError, "The server failed at this request; its log says why."),
    };
}
