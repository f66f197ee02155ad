using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Contracts;
using Assay.Contracts.Findings;

namespace Assay.Domain.Advisories.Imports;

/// <summary>Reads a master record that comes from elsewhere.</summary>
public static class AdvisoryRecord
{
    /// <summary>Largest record: its texts and lists are bounded, and together they stay below this.</summary>
    public const int MaxBytes = 4 << 20;

    public static AdvisoryReading Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) return new(null, $"the record has {utf8.Length} bytes; at most {MaxBytes} are read");
        try
        {
            if (JsonSerializer.Deserialize(utf8, (JsonTypeInfo<Advisory>)AssayJson.Options.GetTypeInfo(typeof(Advisory))) is not { } read) return new(null, "the record is null");
            var (advisory, problems) = AdvisoryCheck.Of(read);
            return new(advisory, advisory is null ? string.Join("; ", problems) : null);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            return new(null, $"the record is not a JSON object of the schema {Advisory.SchemaName}: {EvidenceText.Quote(FirstSentence(e.Message))}");
        }
    }

    internal static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
