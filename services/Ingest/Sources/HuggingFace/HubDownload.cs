using System.Net;
using Assay.Domain.Tasks;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>
/// The bytes of a file as one stream, however often the connection breaks: it goes on behind the last byte received, on the same signed
/// address while that is valid, through the hub again when it is not, and never across a change of the file.
/// </summary>
internal sealed class HubDownload : ForwardStream
{
    /// <summary>Without a single byte of progress in between.</summary>
    private const int MaxFailuresInARow = 3;

    /// <summary>A server that sends one byte a connection is as good as none.</summary>
    private const int MaxFailures = 50;

    private readonly HubClient _client;
    private readonly HubRequest _request;
    private readonly long _limit;
    private readonly string? _linkedTag;
    private readonly string? _entityTag;
    private readonly long? _length;
    private HubResponse? _response;
    private Stream? _body;
    private Uri _signed;
    private long _position;
    private int _failures;
    private int _failuresInARow;

    /// <param name="client">For going on.</param>
    /// <param name="request">The file's address on the hub.</param>
    /// <param name="response">A success.</param>
    /// <param name="limit">Longer files are not read on.</param>
    public HubDownload(HubClient client, HubRequest request, HubResponse response, long limit)
    {
        (_client, _request, _response, _limit) = (client, request, response, limit);
        (_linkedTag, _signed) = (response.LinkedTag, response.Address);
        // A weak tag does not promise equal bytes.
        _entityTag = response.Message.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : null;
        _length = response.Message.Content.Headers.ContentLength;
    }

    /// <summary>As the server announced it; null where it did not.</summary>
    public long? Announced => _length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_response is null) await ReopenAsync(cancellationToken);
            string reason;
            try
            {
                var n = await ReadOnceAsync(buffer, cancellationToken);
                if (n > 0) return Advance(n);
                if (_length is null || _position >= _length) return 0;
                reason = "the connection was closed";
            }
            catch (Exception e) when (e is IOException or HttpRequestException)
            {
                reason = e.Message;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                reason = $"nothing came for {_client.StallTimeout.TotalSeconds:0} s";
            }
            Fail(reason);
        }
    }

    private int Advance(int read)
    {
        _position += read;
        _failuresInARow = 0;
        if (_position > _limit)
            throw Broken(FailureCategory.BadInput, $"more than the {_limit} bytes that are allowed (Ingest:MaxFileBytes)");
        return read;
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_client.StallTimeout);
        _body ??= await _response!.Message.Content.ReadAsStreamAsync(patience.Token);
        return await _body.ReadAsync(buffer, patience.Token);
    }

    private void Fail(string reason)
    {
        Drop();
        if (++_failuresInARow > MaxFailuresInARow || ++_failures > MaxFailures) throw Broken(FailureCategory.Transient, $"broke off ({reason})");
    }

    private async Task ReopenAsync(CancellationToken cancellationToken)
    {
        if (!_client.Address.IsOwn(_signed))
        {
            if (await TryOpenAsync(_signed, cancellationToken)) return;
            // The signed address has expired: the hub gives a new one.
        }
        if (!await TryOpenAsync(_request.Address, cancellationToken)) throw Broken(FailureCategory.Transient, "broke off and cannot be continued");
    }

    /// <summary>False: the answer is none to go on with.</summary>
    private async Task<bool> TryOpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var answer = await _client.GetAsync(_request with { Address = address, From = _position, IfRange = _entityTag }, cancellationToken);
        if (!answer.IsSuccess) throw new DownloadBrokenException(answer.Failure);
        var response = answer.Value;
        var range = response.Message.Content.Headers.ContentRange;
        var isContinuation = _position == 0
            ? response.Message.StatusCode == HttpStatusCode.OK
            : response.Message.StatusCode == HttpStatusCode.PartialContent
                && range?.From == _position && (range.Length is null || range.Length == _length);
        var isSame = response.LinkedTag is null || _linkedTag is null || response.LinkedTag == _linkedTag;
        if (isContinuation && isSame)
        {
            (_response, _signed) = (response, response.Address);
            return true;
        }
        var hasChanged = !isSame || response.Message.IsSuccessStatusCode;
        response.Dispose();
        return hasChanged ? throw Broken(FailureCategory.Transient, "changed while it was downloaded") : false;
    }

    private DownloadBrokenException Broken(FailureCategory category, string reason) => new(Answers.Fail(
        category, $"{_request.Address.GetLeftPart(UriPartial.Path)} {reason} after {_position} of {_length?.ToString() ?? "unknown"} bytes."));

    private void Drop()
    {
        _response?.Dispose();
        (_response, _body) = (null, null);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Drop();
        base.Dispose(disposing);
    }
}
