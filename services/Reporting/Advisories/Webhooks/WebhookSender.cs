using System.Net;
using System.Net.Sockets;
using System.Text;
using Assay.Contracts.Findings;
using Assay.Storage.Advisories;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>
/// Posts one message. Goes to nothing but the addresses that were checked: names are resolved here and the connection is made to what was resolved, redirects
/// are not followed, no proxy and no cookies are used, the answer's body is not read.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;
    private readonly bool _allowPrivate;
    private readonly TimeProvider _clock;

    public WebhookSender(IOptions<AdvisoryOptions> options, TimeProvider clock)
    {
        (_allowPrivate, _clock) = (options.Value.AllowPrivateAddresses, clock);
        _http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 32,
            ConnectCallback = ConnectAsync,
        })
        { Timeout = _patience };
    }

    public void Dispose() => _http.Dispose();

    public async Task<WebhookAnswer> SendAsync(DueDelivery delivery, CancellationToken cancellationToken)
    {
        // A setting may have changed since the subscription was made.
        if (WebhookAddress.Check(delivery.Url, _allowPrivate, out var problem) is not { } address) return new(null, problem, IsFinal: true);
        var body = Encoding.UTF8.GetBytes(delivery.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation(WebhookSignature.Header, WebhookSignature.Of(delivery.Secret, _clock.GetUtcNow(), body));
        request.Headers.TryAddWithoutValidation("Assay-Delivery", delivery.Id.ToString());
        request.Headers.TryAddWithoutValidation("User-Agent", "assay");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            // 410 Gone is a receiver's way to say that nobody lives there any more.
            return response.IsSuccessStatusCode ? new(status, null) : new(status, $"the receiver answered {status}", IsFinal: status == (int)HttpStatusCode.Gone);
        }
        catch (HttpRequestException e)
        {
            return new(null, EvidenceText.Quote((e.InnerException ?? e).Message, 500));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, $"no answer within {_patience.TotalSeconds:0} seconds");
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = _allowPrivate ? addresses : [.. addresses.Where(PublicAddresses.IsPublic)];
        if (allowed.Length == 0) throw new HttpRequestException("its name leads to private or reserved addresses only; Advisories:AllowPrivateAddresses allows them");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
