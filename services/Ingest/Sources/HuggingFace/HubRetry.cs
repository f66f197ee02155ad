using System.Net;
using Polly;
using Polly.Retry;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Which answers are worth asking again, and when.</summary>
internal static class HubRetry
{
    private const int MaxAttempts = 3;

    public static ResiliencePipeline<HttpResponseMessage> Create(HubOptions options, TimeProvider clock) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MaxAttempts,
                Delay = options.RetryDelay,
                MaxDelay = TimeSpan.FromSeconds(20),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>()
                    .Handle<TimeoutException>()
                    .HandleResult(message => IsBusy(message.StatusCode) || IsUnexplainedRefusal(message)),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    public static bool IsBusy(HttpStatusCode status) => status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout;

    /// <summary>A 429 of the hub's edge does not say when to come back.</summary>
    private static bool IsUnexplainedRefusal(HttpResponseMessage message) =>
        message.StatusCode == HttpStatusCode.TooManyRequests && RateLimitHeader.Read(message.Headers) is null && message.Headers.RetryAfter is null;
}
