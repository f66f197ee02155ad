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
        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions
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
            cancellationToken.ThrowIfCancellationRequested();
            JsonSerializer.Serialize(json, model, settings);
            if (json.BytesPending >= FlushAt) await json.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await output.FlushAsync(cancellationToken);

        void Write<T>(string name, T value)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, settings);
        }
    }
}
