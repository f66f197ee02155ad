using System.Buffers;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports.Json;

/// <summary>
/// The report for programs, schema <c>assay.report/1</c>: byte for byte what serialising the whole <see cref="ScanReport"/> would give, but written
/// model by model. Text is escaped as JSON asks, not quoted: a program wants the name as it is.
/// </summary>
public sealed class JsonReportRenderer : IReportRenderer
{
    /// <summary>Written out once this much has gathered: large enough to be one packet burst, small against one large model.</summary>
    private const int FlushAt = 64 * 1024;

    public string Format => "json";

    public string MediaType => "application/json";

    public async Task RenderAsync(ScanReport report, Stream output, RenderOptions options, CancellationToken cancellationToken)
    {
        var settings = AssayJson.Indented;
        // A buffer and not the stream: the serialiser flushes its writer after each value, and a stream of a web server takes no synchronous writes.
        var buffer = new ArrayBufferWriter<byte>(2 * FlushAt);
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Indented = settings.WriteIndented,
            Encoder = settings.Encoder,
            NewLine = settings.NewLine,
            MaxDepth = settings.MaxDepth,
        });
        json.WriteStartObject();
        json.WriteString("schema", report.Schema);
        Write("tool", report.Tool);
        Write("verdict", report.Verdict);
        Write("depth", report.Depth);
        json.WriteStartArray("models");
        foreach (var model in report.Models)
        {
            JsonSerializer.Serialize(json, model, settings);
            if (buffer.WrittenCount >= FlushAt) await DrainAsync();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        await DrainAsync();
        await output.FlushAsync(cancellationToken);

        void Write<T>(string name, T value)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, settings);
        }

        async Task DrainAsync()
        {
            await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }
    }
}
