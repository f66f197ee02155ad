using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts;

namespace Assay.Domain.Advisories.Exports;

/// <summary>Writes an advisory in one of the formats. The same advisory gives the same text. Pure.</summary>
public static class AdvisoryExport
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="advisory">The revision to write.</param>
    /// <param name="format">How.</param>
    /// <param name="publisher">Who publishes it.</param>
    /// <returns>JSON text, indented, without a line end.</returns>
    public static string Write(Advisory advisory, AdvisoryFormat format, AdvisoryPublisher publisher) => format switch
    {
        AdvisoryFormat.Csaf => CsafDocument.Of(advisory, publisher).ToJsonString(_indented),
        AdvisoryFormat.OpenVex => OpenVexDocument.Of(advisory, publisher).ToJsonString(_indented),
        AdvisoryFormat.Osv => OsvDocument.Of(advisory).ToJsonString(_indented),
        _ => JsonSerializer.Serialize(advisory, AssayJson.Indented),
    };

    /// <summary>RFC 3339 in UTC, to the second.</summary>
    internal static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A URI for what no format has a member for.</summary>
    internal static string Urn(AdvisoryTarget target) => target.Kind switch
    {
        TargetKind.Package => target.Value,
        TargetKind.Artifact or TargetKind.Manifest or TargetKind.Tensor => $"urn:assay:{Word(target.Kind)}:sha256:{target.Value}",
        _ => $"urn:assay:{Word(target.Kind)}:{Uri.EscapeDataString(target.Value)}",
    };

    internal static string Word(TargetKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>What to do about it, in a sentence.</summary>
    internal static string Action(Advisory advisory) => advisory.Replacement is { } replacement
        ? $"Do not use the affected weights; use {replacement.Value} instead."
        : "Do not use the affected weights; no replacement is known.";

    internal static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)t)]);
}
