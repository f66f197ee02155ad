using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>Exchanges of a real hub, one JSON file each, served again with the addresses turned to the stand-in.</summary>
public sealed class RecordedExchanges
{
    private static readonly string[] _computed = ["Content-Length", "Transfer-Encoding", "Connection", "Date"];

    private readonly Dictionary<string, JsonElement> _answers = new(StringComparer.Ordinal);

    /// <summary>Reads <c>*.json</c> of a folder; files that are no GET exchange are left out.</summary>
    public static RecordedExchanges Load(string folder)
    {
        var exchanges = new RecordedExchanges();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!document.RootElement.TryGetProperty("request", out var request) || request.GetProperty("method").GetString() != "GET") continue;
            var address = new Uri(request.GetProperty("url").GetString()!);
            if (address.Host != "huggingface.co") continue;
            exchanges._answers.TryAdd(address.PathAndQuery, document.RootElement.GetProperty("response").Clone());
        }
        return exchanges;
    }

    /// <summary>Answers where an exchange has this path and query; false where there is none.</summary>
    public async Task<bool> TryAnswerAsync(HttpContext context, Uri self)
    {
        if (!_answers.TryGetValue(context.Request.Path + context.Request.QueryString.Value, out var answer)) return false;
        context.Response.StatusCode = answer.GetProperty("status").GetInt32();
        foreach (var header in answer.GetProperty("headers").EnumerateObject())
        {
            if (_computed.Contains(header.Name, StringComparer.OrdinalIgnoreCase)) continue;
            var value = header.Value.GetString()!.Replace("https://huggingface.co/", self.ToString(), StringComparison.Ordinal);
            context.Response.Headers[header.Name] = value;
        }
        if (answer.TryGetProperty("body", out var body))
            await context.Response.WriteAsync(body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText());
        return true;
    }
}
