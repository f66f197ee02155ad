using System.Net;
using System.Text.Json;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Reporting.Client;

/// <summary>Turns what went wrong into one line.</summary>
internal static class ApiFailures
{
    /// <summary>Longest part of an error answer that is read: a server's sentence is short, a proxy's page is not wanted.</summary>
    private const int MaxBody = 16 * 1024;

    public static ApiFailure Unreachable(Uri? server, Exception cause) => new(
        ApiFailureKind.Unreachable,
        $"The server at {Name(server)} cannot be reached: {EvidenceText.Quote(Reason(cause))}. Is it running, and is the address right?");

    public static ApiFailure NotOurs(Uri? server) => new(
        ApiFailureKind.Server, $"What answers at {Name(server)} is not an Assay server of this version.");

    public static async Task<ApiFailure> ReadAsync(HttpResponseMessage response, Uri? server, CancellationToken cancellationToken)
    {
        var detail = await DetailAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        var kind = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => ApiFailureKind.Unauthenticated,
            HttpStatusCode.Forbidden => ApiFailureKind.Forbidden,
            HttpStatusCode.NotFound => ApiFailureKind.NotFound,
            HttpStatusCode.Conflict => ApiFailureKind.Conflict,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => ApiFailureKind.Busy,
            _ => status >= 500 ? ApiFailureKind.Server : ApiFailureKind.Refused,
        };
        var wait = response.Headers.RetryAfter?.Delta;
        var message = detail ?? $"The server at {Name(server)} answered {$"{status} {EvidenceText.Quote(response.ReasonPhrase)}".TrimEnd()}.";
        return new ApiFailure(kind, wait is { } w ? $"{message} (It asks to wait {w.TotalSeconds:0} seconds.)" : message, wait);
    }

    private static async Task<string?> DetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/problem+json" or "application/json")) return null;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[MaxBody];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            using var json = JsonDocument.Parse(buffer.AsMemory(0, length));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("detail", out var detail)
                && detail.TextOrNull() is { } text
                ? EvidenceText.Quote(text, 1000)
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static string Name(Uri? server) => server?.GetLeftPart(UriPartial.Authority) ?? "(no address)";

    private static string Reason(Exception cause) => cause switch
    {
        TaskCanceledException => "no answer in time",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known",
        HttpRequestException { InnerException: { } inner } => inner.Message.TrimEnd('.'),
        _ => cause.Message.TrimEnd('.'),
    };
}
