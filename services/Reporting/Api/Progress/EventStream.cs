using System.Text.Json;
using Assay.Contracts;
using Assay.Reporting.Api.Shapes;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Api.Progress;

/// <summary>Writes a subscription as server-sent events (WHATWG HTML, section 9.2) until the subject has ended.</summary>
internal sealed class EventStream(ProgressSubscription subscription, string? lastEventId, bool isRun) : IResult
{
    /// <summary>How long a client waits before it connects again.</summary>
    private const int RetryMilliseconds = 3000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var listening = subscription;
        var services = httpContext.RequestServices;
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache, no-store";
        // Reverse proxies that buffer would hold progress back.
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await response.WriteAsync($"retry: {RetryMilliseconds}\n\n", ended.Token);
            var settings = services.GetRequiredService<IOptions<ApiOptions>>().Value;
            await FollowAsync(response, settings.HeartbeatInterval, services.GetRequiredService<TimeProvider>(), ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client left, or the server stops: the client comes back with the id of its last event.
        }
    }

    private async Task FollowAsync(HttpResponse response, TimeSpan heartbeat, TimeProvider time, CancellationToken cancellationToken)
    {
        var seen = lastEventId;
        while (true)
        {
            var (sample, changed) = subscription.Look();
            if (sample is { View: { } view } && (sample.IsFinal || sample.Id != seen))
            {
                await WriteAsync(response, sample, view, cancellationToken);
                seen = sample.Id;
            }
            if (sample is { IsFinal: true }) return;
            await response.Body.FlushAsync(cancellationToken);
            try
            {
                await changed.WaitAsync(heartbeat, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                await response.WriteAsync(": heartbeat\n\n", cancellationToken);
            }
        }
    }

    private Task WriteAsync(HttpResponse response, ProgressSample sample, ProgressView view, CancellationToken cancellationToken)
    {
        var name = sample.IsFinal ? "completed" : "progress";
        var data = JsonSerializer.Serialize(new ProgressEvent(isRun ? "run" : "scan", view), AssayJson.Options);
        return response.WriteAsync($"event: {name}\nid: {sample.Id}\ndata: {data}\n\n", cancellationToken);
    }
}
