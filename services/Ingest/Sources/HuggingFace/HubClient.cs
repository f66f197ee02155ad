using System.Net;
using System.Net.Http.Headers;
using Assay.Domain.Tasks;
using Polly;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>
/// Sends requests to a hub: within its rate limit, with retries, following redirects by hand, because the facts about a file are on the redirect
/// and the credential must not follow it to another host.
/// </summary>
internal sealed class HubClient(HttpClient http, HubOptions options, HubBudget budget, TimeProvider clock)
{
    private const int MaxRedirects = 5;
    private const int MaxRefusals = 3;
    private static readonly TimeSpan _unexplainedWait = TimeSpan.FromSeconds(60);

    private readonly ResiliencePipeline<HttpResponseMessage> _retry = HubRetry.Create(options, clock);

    public HubAddress Address { get; } = new(options.Endpoint!);

    public bool HasToken => options.Token is not null;

    public TimeSpan StallTimeout => options.StallTimeout;

    public int MaxAnswerBytes => options.MaxAnswerBytes;

    /// <summary>The answer, whatever its status, unless the hub cannot be reached, asks us to wait longer than we may, or leads astray.</summary>
    public async Task<Answer<HubResponse>> GetAsync(HubRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        string? linkedTag = null;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            var answer = await HopAsync(request with { Address = address }, cancellationToken);
            if (!answer.IsSuccess) return answer.Failure;
            var message = answer.Value;
            linkedTag ??= HubResponse.Header(message, "X-Linked-ETag");
            if ((int)message.StatusCode is not (301 or 302 or 303 or 307 or 308)) return Answers.Of(new HubResponse(message, address, linkedTag));
            var next = Address.Follow(address, HubResponse.Header(message, "Location"));
            message.Dispose();
            if (next is null) return Answers.Fail(FailureCategory.BadInput, $"{Where(request)} redirects to an address that is not followed.");
            address = next;
        }
        return Answers.Fail(FailureCategory.BadInput, $"{Where(request)} redirects more than {MaxRedirects} times.");
    }

    private async Task<Answer<HttpResponseMessage>> HopAsync(HubRequest request, CancellationToken cancellationToken)
    {
        var isOwn = Address.IsOwn(request.Address);
        for (var refusals = 0; ; refusals++)
        {
            if (isOwn && await WaitAsync(request, cancellationToken) is { } tooLong) return tooLong;
            HttpResponseMessage message;
            try
            {
                message = await _retry.ExecuteAsync(async token => await SendAsync(request, isOwn, token), cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException)
            {
                return Answers.Fail(FailureCategory.Transient, $"{Where(request)} cannot be reached: {e.Message}");
            }
            if (message.StatusCode != HttpStatusCode.TooManyRequests) return Answers.Of(message);
            var wait = RefusedFor(message);
            message.Dispose();
            if (!isOwn || refusals == MaxRefusals || wait > options.Patience) return TooManyRequests(request, wait);
            budget.Block(request.Class, wait);
        }
    }

    private async Task<TaskFailure?> WaitAsync(HubRequest request, CancellationToken cancellationToken)
    {
        while (budget.Take(request.Class) is { Ticks: > 0 } wait)
        {
            if (wait > options.Patience) return TooManyRequests(request, wait);
            await Task.Delay(wait, clock, cancellationToken);
        }
        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(HubRequest request, bool isOwn, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Address);
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (isOwn && options.Token is { } token) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (request.From > 0 || request.To is not null) message.Headers.Range = new RangeHeaderValue(request.From, request.To);
        if (request is { From: > 0, IfRange: { } tag } && EntityTagHeaderValue.TryParse(tag, out var parsed)) message.Headers.IfRange = new(parsed);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.StallTimeout);
        try
        {
            var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (isOwn && RateLimitHeader.Read(answer.Headers) is { } said) budget.Observe(request.Class, said);
            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {options.StallTimeout.TotalSeconds:0} s");
        }
    }

    private TimeSpan RefusedFor(HttpResponseMessage message)
    {
        if (RateLimitHeader.Read(message.Headers) is { } said) return TimeSpan.FromSeconds(said.Seconds + 1);
        if (message.Headers.RetryAfter?.Delta is { } delta) return delta;
        return message.Headers.RetryAfter?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : _unexplainedWait;
    }

    private static TaskFailure TooManyRequests(HubRequest request, TimeSpan wait) => Answers.Fail(
        FailureCategory.RateLimited, $"{request.Address.Host} asks us to wait {Math.Ceiling(wait.TotalSeconds):0} s before the next request.", wait);

    private static string Where(HubRequest request) => request.Address.GetLeftPart(UriPartial.Path);
}
