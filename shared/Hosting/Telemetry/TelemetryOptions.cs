namespace Assay.Hosting.Telemetry;

/// <summary>Section <c>Telemetry</c>. Off unless an endpoint is named here or in <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";
    public const string StandardEndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>OTLP endpoint (gRPC), e.g. <c>http://collector:4317</c>.</summary>
    public string? Otlp { get; set; }

    /// <summary>Share of scans that are traced, 0 to 1.</summary>
    public double SampleRatio { get; set; } = 1;

    /// <summary>Where to send; null: nowhere.</summary>
    public Uri? Endpoint(Func<string, string?> environment)
    {
        var text = string.IsNullOrWhiteSpace(Otlp) ? environment(StandardEndpointVariable) : Otlp;
        return Uri.TryCreate(text, UriKind.Absolute, out var endpoint) ? endpoint : null;
    }
}
