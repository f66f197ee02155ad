using System.Net;
using Assay.Domain.Tasks;
using Assay.Formats.Outline;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>
/// Ranges of a file on a hub. The first request learns the signed address, which serves the following ones until it expires. A hub that answers with another
/// range, another length or the whole file is not believed.
/// </summary>
internal sealed class HubRanges(HubClient client, HubRequest file, long length) : IRangeReader
{
    private const int MaxAttempts = 3;

    private Uri? _signed;

    public long Length => length;

    public async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reason = await TryAsync(offset, buffer, cancellationToken);
            if (reason is null) return;
            if (attempt == MaxAttempts)
            {
                throw new DownloadBrokenException(Answers.Fail(
                    FailureCategory.Transient, $"{file.Address.GetLeftPart(UriPartial.Path)}: bytes {offset} to {offset + buffer.Length - 1} cannot be read ({reason})."));
            }
            // Whatever went wrong may have been the signed address's fault: the hub gives a new one.
            _signed = null;
        }
    }

    /// <summary>Null: the buffer is full; otherwise what went wrong.</summary>
    private async Task<string?> TryAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(file with { Address = _signed ?? file.Address, From = offset, To = offset + buffer.Length - 1 }, cancellationToken);
        if (!answer.IsSuccess) throw new DownloadBrokenException(answer.Failure);
        using var response = answer.Value;
        if (response.Message.StatusCode != HttpStatusCode.PartialContent) return $"the answer is {(int)response.Message.StatusCode} and not 206";
        var range = response.Message.Content.Headers.ContentRange;
        if (range?.From != offset || (range.Length is { } total && total != length)) return "the answer is another range or of another file";
        _signed = response.Address;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(client.StallTimeout);
        try
        {
            await using var body = await response.Message.Content.ReadAsStreamAsync(patience.Token);
            await body.ReadExactlyAsync(buffer, patience.Token);
            return null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"it took longer than {client.StallTimeout.TotalSeconds:0} s";
        }
    }
}
