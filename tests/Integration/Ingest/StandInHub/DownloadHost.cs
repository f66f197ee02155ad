using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>The host that large files are served from: ranges, entity tags, signed addresses.</summary>
internal sealed class DownloadHost(StandInHub hub)
{
    public async Task AnswerAsync(HttpContext context)
    {
        hub.See(context, atDownloadHost: true);
        var (request, response) = (context.Request, context.Response);
        var parts = request.Path.Value!.Split('/', 5);
        if (parts.Length < 5 || hub.Find($"{parts[2]}/{parts[3]}")?.Files.FirstOrDefault(f => f.Path == parts[4]) is not { } file)
        {
            response.StatusCode = 404;
            return;
        }
        if (hub.Faults.Take(StandInFaults.Expired))
        {
            response.StatusCode = 403;
            return;
        }
        if (hub.Faults.Take(StandInFaults.DownloadBusy))
        {
            response.StatusCode = 503;
            return;
        }
        var bytes = file.Bytes;
        if (hub.Faults.Take(StandInFaults.WrongBytes)) bytes = [.. bytes.Select(b => (byte)(b ^ 1))];
        var (start, end) = (0, bytes.Length - 1);
        if (request.Headers.Range.ToString() is { Length: > 0 } range && !hub.Faults.Take(StandInFaults.NoRanges))
        {
            var ends = range["bytes=".Length..].Split('-');
            start = int.Parse(ends[0], CultureInfo.InvariantCulture);
            if (ends[1].Length > 0) end = Math.Min(end, int.Parse(ends[1], CultureInfo.InvariantCulture));
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {start}-{end}/{bytes.Length}";
        }
        response.Headers.ETag = $"\"xet-{file.Sha256[..16]}\"";
        response.ContentLength = end - start + 1;
        await SendAsync(context, bytes.AsMemory(start, end - start + 1));
    }

    private async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        if (hub.Faults.Take(StandInFaults.Silent))
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        if (!hub.Faults.Take(StandInFaults.Truncated))
        {
            await context.Response.Body.WriteAsync(bytes);
            return;
        }
        await context.Response.Body.WriteAsync(bytes[..(bytes.Length / 2)]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
