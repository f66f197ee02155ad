using Microsoft.Extensions.Options;

namespace Assay.Hosting.Telemetry;

/// <summary>Lists everything that is wrong with the telemetry options.</summary>
public sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var errors = new List<string>();
        if (!string.IsNullOrWhiteSpace(options.Otlp)
            && !(Uri.TryCreate(options.Otlp, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")))
        {
            errors.Add("Telemetry:Otlp has to be an http or https address, e.g. http://collector:4317.");
        }

        if (options.SampleRatio is not (>= 0 and <= 1)) errors.Add("Telemetry:SampleRatio is a share from 0 to 1.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
