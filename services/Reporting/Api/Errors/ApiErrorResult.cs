using System.Globalization;

namespace Assay.Reporting.Api.Errors;

/// <summary>Writes an <see cref="ApiError"/>.</summary>
internal sealed class ApiErrorResult(ApiError error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (error.RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        var problem = Results.Problem(detail: error.Detail, statusCode: error.Status, extensions: error.Facts?.ToDictionary());
        return problem.ExecuteAsync(httpContext);
    }
}
