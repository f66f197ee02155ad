using Microsoft.Extensions.Options;

namespace Assay.Hosting.Health;

/// <summary>Checks the address.</summary>
public sealed class HealthOptionsValidator : IValidateOptions<HealthOptions>
{
    public ValidateOptionsResult Validate(string? name, HealthOptions options) =>
        options.Listen.Length == 0 || (Uri.TryCreate(options.Listen, UriKind.Absolute, out var uri) && uri.Scheme == "http"
            && uri.AbsolutePath == "/")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Health:Listen has to be an address such as http://127.0.0.1:8081.");
}
