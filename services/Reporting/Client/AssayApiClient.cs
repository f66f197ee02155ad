using System.Net.Http.Headers;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Reporting.Advisories;
using Assay.Reporting.Api.Advisories;
using Assay.Reporting.Api.Shapes;

namespace Assay.Reporting.Client;

/// <summary>
/// Calls the API of another machine. Failures are results with one line for a person; only a cancelled token throws. Thread-safe as far as
/// <see cref="HttpClient"/> is. Its base address is the server's; <see cref="Create"/> makes a suitable one.
/// </summary>
public sealed class AssayApiClient(HttpClient http)
{
    /// <summary>Largest answer that is taken in one piece; reports are streamed.</summary>
    private const long MaxAnswer = 64 * 1024 * 1024;

    /// <param name="server">Address, e.g. <c>https://assay.example:8443</c>.</param>
    /// <param name="token">Bearer token; null for a server without authentication.</param>
    public static AssayApiClient Create(Uri server, string? token)
    {
        // Redirects are not followed: a token would go where nobody sent it.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            BaseAddress = server,
            MaxResponseContentBufferSize = MaxAnswer,
        };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new AssayApiClient(http);
    }

    /// <summary>Submits models. With a key the call may be repeated until it succeeds, without scanning anything twice.</summary>
    public Task<ApiResult<SubmittedRun>> SubmitAsync(SubmitRequest request, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, "/scans".Under()) { Content = JsonContent.Create(request, options: AssayJson.Options) };
        if (idempotencyKey is not null) message.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        return SendAsync<SubmittedRun>(message, cancellationToken);
    }

    public Task<ApiResult<ScanDetail>> ScanAsync(Guid id, CancellationToken cancellationToken) =>
        GetAsync<ScanDetail>($"/scans/{id}", cancellationToken);

    public Task<ApiResult<RunView>> RunAsync(Guid id, CancellationToken cancellationToken) => GetAsync<RunView>($"/runs/{id}", cancellationToken);

    /// <summary>A page of scans; <paramref name="query"/> as the API takes it, e.g. <c>run=…&amp;state=running</c>.</summary>
    public Task<ApiResult<ScanList>> ScansAsync(string query, CancellationToken cancellationToken) =>
        GetAsync<ScanList>($"/scans?{query}", cancellationToken);

    public Task<ApiResult<TargetVerdicts>> VerdictsAsync(string target, CancellationToken cancellationToken) =>
        GetAsync<TargetVerdicts>($"/verdicts?target={Uri.EscapeDataString(target)}", cancellationToken);

    public Task<ApiResult<IReadOnlyList<WorkerView>>> WorkersAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<WorkerView>>("/workers", cancellationToken);

    public Task<ApiResult<IReadOnlyList<QueueView>>> QueuesAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<QueueView>>("/queues", cancellationToken);

    public Task<ApiResult<CancelledScan>> CancelScanAsync(Guid id, CancellationToken cancellationToken) =>
        PostAsync<CancelledScan>($"/scans/{id}/cancel", cancellationToken);

    public Task<ApiResult<CancelledRun>> CancelRunAsync(Guid id, CancellationToken cancellationToken) =>
        PostAsync<CancelledRun>($"/runs/{id}/cancel", cancellationToken);

    public Task<ApiResult<RetriedTask>> RetryTaskAsync(Guid id, CancellationToken cancellationToken) =>
        PostAsync<RetriedTask>($"/tasks/{id}/retry", cancellationToken);

    /// <summary>Copies the report of a scan to a stream; the failure, or null.</summary>
    public Task<ApiFailure?> ScanReportAsync(Guid id, string format, Stream output, CancellationToken cancellationToken) =>
        CopyAsync(HttpMethod.Get, $"/scans/{id}/report?format={Uri.EscapeDataString(format)}", output, cancellationToken);

    /// <summary>Copies the report of a run to a stream; the failure, or null.</summary>
    public Task<ApiFailure?> RunReportAsync(Guid id, string format, Stream output, CancellationToken cancellationToken) =>
        CopyAsync(HttpMethod.Get, $"/runs/{id}/report?format={Uri.EscapeDataString(format)}", output, cancellationToken);

    /// <summary>Progress of a scan until it ends; connects again where the connection breaks. A failure is the last element.</summary>
    public IAsyncEnumerable<ApiResult<ProgressEvent>> WatchScanAsync(Guid id, CancellationToken cancellationToken) =>
        new ProgressWatch(http, $"/scans/{id}/events".Under()).FollowAsync(cancellationToken);

    /// <summary>Progress of a run, as <see cref="WatchScanAsync"/>.</summary>
    public IAsyncEnumerable<ApiResult<ProgressEvent>> WatchRunAsync(Guid id, CancellationToken cancellationToken) =>
        new ProgressWatch(http, $"/runs/{id}/events".Under()).FollowAsync(cancellationToken);

    public Task<ApiResult<RegistryChange>> ApproveAsync(ApproveRequest request, CancellationToken cancellationToken) =>
        SendAsync<RegistryChange>(Post("/registry/approve", request), cancellationToken);

    /// <summary><paramref name="act"/>: <c>confirm</c>, <c>supersede</c> or <c>revoke</c>.</summary>
    public Task<ApiResult<RegistryChange>> RegistryActAsync(string act, RegistryActRequest request, CancellationToken cancellationToken) =>
        SendAsync<RegistryChange>(Post($"/registry/{act}", request), cancellationToken);

    /// <summary>A page of the registry; <paramref name="query"/> as the API takes it, e.g. <c>state=approved</c>.</summary>
    public Task<ApiResult<RegistryList>> RegistryAsync(string query, CancellationToken cancellationToken) =>
        GetAsync<RegistryList>($"/registry?{query}", cancellationToken);

    public Task<ApiResult<IReadOnlyList<RegistryDetail>>> RegisteredAsync(string version, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<RegistryDetail>>($"/registry/version?version={Uri.EscapeDataString(version)}", cancellationToken);

    public Task<ApiResult<LogProof>> LogProofAsync(long index, CancellationToken cancellationToken) =>
        GetAsync<LogProof>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/log/entries/{index}/proof"), cancellationToken);

    public Task<ApiResult<Advisory>> IssueAdvisoryAsync(AdvisoryRequest request, CancellationToken cancellationToken) =>
        SendAsync<Advisory>(Post("/advisories", request), cancellationToken);

    public Task<ApiResult<Advisory>> WithdrawAdvisoryAsync(string id, string reason, CancellationToken cancellationToken) =>
        SendAsync<Advisory>(Post($"/advisories/{Uri.EscapeDataString(id)}/withdraw", new WithdrawRequest(reason)), cancellationToken);

    public Task<ApiResult<AdvisoryDetail>> AdvisoryAsync(string id, CancellationToken cancellationToken) =>
        GetAsync<AdvisoryDetail>($"/advisories/{Uri.EscapeDataString(id)}", cancellationToken);

    public Task<ApiResult<AdvisoryListing>> AdvisoriesAsync(long after, CancellationToken cancellationToken) =>
        GetAsync<AdvisoryListing>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/advisories?after={after}"), cancellationToken);

    public Task<ApiResult<AffectedList>> AffectedAsync(string id, CancellationToken cancellationToken) =>
        GetAsync<AffectedList>($"/advisories/{Uri.EscapeDataString(id)}/affected", cancellationToken);

    /// <summary>Sends records, one a line.</summary>
    public Task<ApiResult<ImportSummary>> ImportAdvisoriesAsync(byte[] lines, CancellationToken cancellationToken) =>
        SendAsync<ImportSummary>(new(HttpMethod.Post, "/advisories/import".Under()) { Content = new ByteArrayContent(lines) }, cancellationToken);

    /// <summary>Models that share tensors with what a text names: a file's SHA-256, a scan or a version.</summary>
    public Task<ApiResult<LineageView>> LineageAsync(string subject, CancellationToken cancellationToken) =>
        GetAsync<LineageView>($"/lineage/{Uri.EscapeDataString(subject)}", cancellationToken);

    /// <summary>Who has these bytes, as a file or as a tensor.</summary>
    public Task<ApiResult<ContentHolders>> WhoHasAsync(Sha256Digest digest, int max, CancellationToken cancellationToken) =>
        GetAsync<ContentHolders>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/artifacts/{digest.Hex}/models?max={max}"), cancellationToken);

    public Task<ApiResult<IReadOnlyList<SourceListView>>> SourcesAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<SourceListView>>("/sources", cancellationToken);

    public Task<ApiResult<SourceListDetail>> SourceAsync(string name, CancellationToken cancellationToken) =>
        GetAsync<SourceListDetail>($"/sources/{Uri.EscapeDataString(name)}", cancellationToken);

    /// <summary>Imports a list; <paramref name="query"/> as the API takes it, e.g. <c>name=…&amp;kind=good</c>.</summary>
    public Task<ApiResult<SourceListView>> ImportSourceAsync(string query, byte[] list, CancellationToken cancellationToken) =>
        SendAsync<SourceListView>(new(HttpMethod.Post, $"/sources?{query}".Under()) { Content = new ByteArrayContent(list) }, cancellationToken);

    /// <summary>Removes a list; the failure, or null.</summary>
    public Task<ApiFailure?> RemoveSourceAsync(string name, CancellationToken cancellationToken) =>
        CopyAsync(HttpMethod.Delete, $"/sources/{Uri.EscapeDataString(name)}", Stream.Null, cancellationToken);

    /// <summary>Copies a file below the API's address, such as <c>/registry/trust</c> or <c>/log/checkpoint</c>; the failure, or null.</summary>
    public Task<ApiFailure?> FileAsync(string path, Stream output, CancellationToken cancellationToken) => CopyAsync(HttpMethod.Get, path, output, cancellationToken);

    private static HttpRequestMessage Post<T>(string path, T body) =>
        new(HttpMethod.Post, path.Under()) { Content = JsonContent.Create(body, options: AssayJson.Options) };

    private Task<ApiResult<T>> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class => SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path.Under()), cancellationToken);

    private Task<ApiResult<T>> PostAsync<T>(string path, CancellationToken cancellationToken)
        where T : class => SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, path.Under()), cancellationToken);

    private async Task<ApiResult<T>> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var sent = request;
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) return await ApiFailures.ReadAsync(response, http.BaseAddress, cancellationToken);
            return await response.Content.ReadFromJsonAsync<T>(AssayJson.Options, cancellationToken) is { } value
                ? value
                : ApiFailures.NotOurs(http.BaseAddress);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return ApiFailures.NotOurs(http.BaseAddress);
        }
        catch (Exception e) when (IsConnection(e, cancellationToken))
        {
            return ApiFailures.Unreachable(http.BaseAddress, e);
        }
    }

    private async Task<ApiFailure?> CopyAsync(HttpMethod method, string path, Stream output, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path.Under());
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode) return await ApiFailures.ReadAsync(response, http.BaseAddress, cancellationToken);
            await response.Content.CopyToAsync(output, cancellationToken);
            return null;
        }
        catch (Exception e) when (IsConnection(e, cancellationToken))
        {
            return ApiFailures.Unreachable(http.BaseAddress, e);
        }
    }

    private static bool IsConnection(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested);
}
