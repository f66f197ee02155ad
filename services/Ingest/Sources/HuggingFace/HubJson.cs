using System.Text;
using System.Text.Json;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Reads the body of an answer as JSON, with bounds.</summary>
internal static class HubJson
{
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 64 };

    /// <summary>The document; failures name the address.</summary>
    public static async Task<Answer<JsonDocument>> ReadAsync(HubResponse answer, HubClient client, CancellationToken cancellationToken)
    {
        var where = answer.Address.GetLeftPart(UriPartial.Path);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(client.StallTimeout);
        try
        {
            await using var body = await answer.Message.Content.ReadAsStreamAsync(patience.Token);
            using var bytes = new MemoryStream();
            var buffer = new byte[32 << 10];
            int read;
            while ((read = await body.ReadAsync(buffer, patience.Token)) > 0)
            {
                if (bytes.Length + read > client.MaxAnswerBytes)
                    return Answers.Fail(
                        FailureCategory.BadInput, $"The answer of {where} has more than {client.MaxAnswerBytes} bytes and was not read.");
                bytes.Write(buffer, 0, read);
            }
            return Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), where);
        }
        catch (Exception e) when (
            e is IOException or HttpRequestException || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Answers.Fail(FailureCategory.Transient, $"The answer of {where} broke off: {e.Message}");
        }
    }

    private static Answer<JsonDocument> Parse(ReadOnlyMemory<byte> bytes, string where)
    {
        try
        {
            return Answers.Of(JsonDocument.Parse(bytes.ToArray(), _options));
        }
        catch (JsonException)
        {
            var start = EvidenceText.Quote(Encoding.UTF8.GetString(bytes.Span[..Math.Min(60, bytes.Length)]), 60);
            return Answers.Fail(FailureCategory.BadInput, $"The answer of {where} is not JSON; it begins with: {start}");
        }
    }

    /// <summary>A member's text; null where it is absent or something else.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.TextOrNull() : null;

    /// <summary>A member's number, if it can be the size of a file; null otherwise.</summary>
    public static long? Size(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var size) && size >= 0 ? size : null;

    public static bool IsTrue(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
