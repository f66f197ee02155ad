using Assay.Attestation.Transparency;
using Microsoft.Extensions.Options;

namespace Assay.Storage.Keys;

/// <summary>Checks <see cref="RegistryOptions"/> when the host starts.</summary>
internal sealed class RegistryOptionsValidator : IValidateOptions<RegistryOptions>
{
    public ValidateOptionsResult Validate(string? name, RegistryOptions options)
    {
        var errors = new List<string>();
        if (!bool.TryParse(options.FourEyes, out _)) errors.Add($"Registry:FourEyes has to be true or false, not '{options.FourEyes}'.");
        if (options.Origin is { } origin && !NoteKey.IsName(origin))
            errors.Add("Registry:Origin has to be a name without white space and plus signs.");
        if (options.Keys is { } keys && string.IsNullOrWhiteSpace(keys)) errors.Add("Registry:Keys has to be a folder.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
