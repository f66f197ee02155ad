using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Messages;
using Assay.Contracts.Values;

namespace Assay.Messaging.DeadLetters;

/// <summary>
/// Reads what lies in the dead letters: either our own <see cref="DeadLettered"/> with the failed message inside, or the message itself, put there by
/// the
/// broker after too many deliveries. Both are envelopes: <c>{ "messageType": ["urn:message:NAMESPACE:NAME"], "message": {…} }</c>. Never throws.
/// </summary>
internal static class DeadLetterReader
{
    private static readonly JsonSerializerOptions Envelope = new(JsonSerializerDefaults.Web);
    private static readonly Type[] Known = [typeof(TaskReady), typeof(ScanChanged), typeof(ScanCompleted)];

    /// <summary>
    /// Reads a body; <paramref name="queue"/>, <paramref name="cause"/> and <paramref name="reason"/> are what the broker's headers say.
    /// </summary>
    public static DeadLetter Read(ReadOnlyMemory<byte> body, string queue, DeadLetterCause cause, string reason)
    {
        if (Open(body) is not var (name, message)) return new(null, queue, cause, FaultText.Cut($"{reason} (the body is not a message of ours)"));
        if (name != nameof(DeadLettered)) return new(Parse(name, message), queue, cause, FaultText.Cut(reason));
        if (Deserialise(message, typeof(DeadLettered), Envelope) is not DeadLettered letter) return new(null, queue, cause, FaultText.Cut(reason));
        var original = Open(Encoding.UTF8.GetBytes(letter.Body ?? "")) is var (inner, content) ? Parse(inner, content) : null;
        return new(original, letter.Queue ?? "", DeadLetterCause.Failed, FaultText.Cut(letter.Reason));
    }

    private static (string Name, JsonElement Message)? Open(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (!root.TryGetProperty("messageType", out var types) || types.ValueKind != JsonValueKind.Array
                || types.GetArrayLength() == 0) return null;
            if (types[0].TextOrNull() is not { } urn || !root.TryGetProperty("message", out var message)) return null;
            return (urn[(urn.LastIndexOf(':') + 1)..], message.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static object? Parse(string name, JsonElement message) =>
        Array.Find(Known, t => t.Name == name) is { } type ? Deserialise(message, type, AssayJson.Options) : null;

    private static object? Deserialise(JsonElement element, Type type, JsonSerializerOptions options)
    {
        try
        {
            return element.Deserialize(type, options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
