using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assay.Contracts;
using Assay.Reporting.Api.Shapes;

namespace Assay.Reporting.Client;

/// <summary>Follows one event stream and takes it up again where it broke.</summary>
internal sealed class ProgressWatch(HttpClient http, string path)
{
    /// <summary>Connections in a row that brought nothing before the server counts as gone: half a minute with the waits between.</summary>
    private const int MaxBarrenTries = 6;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Four heartbeats of the server's default: a connection that is silent for longer leads nowhere.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private string? lastEventId;

    public async IAsyncEnumerable<ApiResult<ProgressEvent>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wait = FirstWait;
        for (var barren = 1; ; barren++)
        {
            ApiFailure? failure = null;
            await foreach (var step in OnceAsync(cancellationToken))
            {
                if (step.Value is { } progress)
                {
                    (barren, wait) = (0, FirstWait);
                    yield return step;
                    if (progress.Progress.Ended) yield break;
                }
                failure = step.Failure;
            }
            failure ??= ApiFailures.Unreachable(http.BaseAddress, new IOException("the stream of events ended early"));
            if (failure.Kind is not (ApiFailureKind.Unreachable or ApiFailureKind.Busy) || barren >= MaxBarrenTries)
            {
                yield return failure;
                yield break;
            }
            await Task.Delay(failure.RetryAfter is { } asked && asked < LongestWait ? asked : wait, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <summary>The events of one connection; ends with a failure where it broke.</summary>
    private async IAsyncEnumerable<ApiResult<ProgressEvent>> OnceAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (response, failure) = await ConnectAsync(cancellationToken);
        if (failure is not null || response is null)
        {
            yield return failure!;
            yield break;
        }
        using var open = response;
        await using var body = new IdleLimitStream(await response.Content.ReadAsStreamAsync(cancellationToken), LongestSilence);
        await using var events = SseParser.Create(body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            ApiResult<ProgressEvent>? step = null;
            try
            {
                if (!await events.MoveNextAsync()) yield break;
                var item = events.Current;
                if (item.EventType is not ("progress" or "completed")) continue;
                if (JsonSerializer.Deserialize<ProgressEvent>(item.Data, AssayJson.Options) is { } progress)
                {
                    lastEventId = item.EventId ?? lastEventId;
                    step = progress;
                }
            }
            catch (JsonException)
            {
                step = ApiFailures.NotOurs(http.BaseAddress);
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                step = ApiFailures.Unreachable(http.BaseAddress, e);
            }
            if (step is not null) yield return step;
            if (step is { IsSuccess: false }) yield break;
        }
    }

    private async Task<(HttpResponseMessage? Response, ApiFailure? Failure)> ConnectAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode) return (response, null);
            using (response) return (null, await ApiFailures.ReadAsync(response, http.BaseAddress, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, ApiFailures.Unreachable(http.BaseAddress, e));
        }
    }
}
