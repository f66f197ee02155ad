using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assay.Tests.Unit.Storage.Blobs;

/// <summary>As much of S3 on the loopback interface as a blob store needs: objects, multipart uploads, copies.</summary>
internal sealed class S3StandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, SortedDictionary<int, byte[]>> _uploads = new(StringComparer.Ordinal);

    private S3StandIn(WebApplication app) => _app = app;

    /// <summary>Objects by path, <c>/bucket/key</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    public Uri Address => new(_app.Urls.First());

    /// <summary>Parts received so far.</summary>
    public int Parts { get; private set; }

    public int Downloads { get; private set; }

    /// <summary>Answers 503 while positive, counting down.</summary>
    public int Failures { get; set; }

    public static async Task<S3StandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var standIn = new S3StandIn(builder.Build());
        standIn._app.Run(standIn.AnswerAsync);
        await standIn._app.StartAsync();
        return standIn;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response, path) = (context.Request, context.Response, context.Request.Path.Value!);
        if (Failures > 0)
        {
            Failures--;
            await ErrorAsync(response, 503, "SlowDown");
            return;
        }
        switch (request.Method)
        {
            case "PUT" when request.Headers.TryGetValue("x-amz-copy-source", out var source):
                Objects[path] = Objects["/" + Uri.UnescapeDataString(source.ToString()).TrimStart('/')];
                await XmlAsync(response, "<CopyObjectResult><ETag>\"x\"</ETag></CopyObjectResult>");
                break;
            case "PUT" when request.Query.ContainsKey("uploadId"):
                var part = await BodyAsync(request);
                lock (_uploads) _uploads[request.Query["uploadId"]!][int.Parse(request.Query["partNumber"]!, CultureInfo.InvariantCulture)] = part;
                Parts++;
                response.Headers.ETag = Tag(part);
                break;
            case "PUT":
                var body = await BodyAsync(request);
                Objects[path] = body;
                response.Headers.ETag = Tag(body);
                break;
            case "POST" when request.Query.ContainsKey("uploads"):
                var id = Guid.NewGuid().ToString("n");
                _uploads[id] = [];
                await XmlAsync(response, $"<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>");
                break;
            case "POST":
                _uploads.TryRemove(request.Query["uploadId"]!, out var parts);
                Objects[path] = [.. parts!.Values.SelectMany(p => p)];
                await XmlAsync(response, "<CompleteMultipartUploadResult><ETag>\"x\"</ETag></CompleteMultipartUploadResult>");
                break;
            case "DELETE":
                Objects.TryRemove(path, out _);
                response.StatusCode = 204;
                break;
            default:
                await ReadAsync(request, response, path);
                break;
        }
    }

    private async Task ReadAsync(HttpRequest request, HttpResponse response, string path)
    {
        if (!Objects.TryGetValue(path, out var bytes))
        {
            await ErrorAsync(response, 404, "NoSuchKey");
            return;
        }
        response.ContentLength = bytes.Length;
        response.Headers.ETag = Tag(bytes);
        if (request.Method == "HEAD") return;
        Downloads++;
        await response.Body.WriteAsync(bytes);
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        return request.Headers["x-amz-content-sha256"].ToString().StartsWith("STREAMING", StringComparison.Ordinal) ? Unchunk(bytes) : bytes;
    }

    /// <summary>aws-chunked: a length in hexadecimal, extensions, a line end, the bytes, a line end; ends with length zero.</summary>
    private static byte[] Unchunk(byte[] bytes)
    {
        using var content = new MemoryStream();
        for (var position = 0; ;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', position);
            var line = Encoding.ASCII.GetString(bytes, position, end - position).Trim();
            var length = int.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0) return content.ToArray();
            content.Write(bytes, end + 1, length);
            position = end + 1 + length + 2;
        }
    }

    private static string Tag(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        hash.AppendData(bytes);
        return $"\"{Convert.ToHexStringLower(hash.GetHashAndReset())}\"";
    }

    private static Task XmlAsync(HttpResponse response, string xml)
    {
        response.ContentType = "application/xml";
        return response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{xml}");
    }

    private static Task ErrorAsync(HttpResponse response, int status, string code)
    {
        response.StatusCode = status;
        return XmlAsync(response, $"<Error><Code>{code}</Code><Message>{code}</Message></Error>");
    }
}
