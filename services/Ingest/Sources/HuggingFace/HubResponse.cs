using System.Globalization;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>The last answer of a chain of redirects, its body not yet read.</summary>
/// <param name="message">The answer.</param>
/// <param name="address">Where it came from.</param>
/// <param name="linkedTag">X-Linked-ETag of the hop that had one: SHA-256 of a large file, git blob id of a small one.</param>
internal sealed class HubResponse(HttpResponseMessage message, Uri address, string? linkedTag) : IDisposable
{
    public HttpResponseMessage Message { get; } = message;

    public Uri Address { get; } = address;

    public string? LinkedTag { get; } = linkedTag;

    /// <summary>A header's first value; null where it is absent.</summary>
    public string? Header(string name) => Header(Message, name);

    public static string? Header(HttpResponseMessage message, string name) =>
        message.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)Message.StatusCode} from {Address.Host}");

    public void Dispose() => Message.Dispose();
}
