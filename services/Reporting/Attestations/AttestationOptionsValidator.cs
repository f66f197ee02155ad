using Microsoft.Extensions.Options;

namespace Assay.Reporting.Attestations;

/// <summary>Checks <see cref="AttestationOptions"/> when the host starts.</summary>
internal sealed class AttestationOptionsValidator : IValidateOptions<AttestationOptions>
{
    public ValidateOptionsResult Validate(string? name, AttestationOptions options)
    {
        var errors = new List<string>();
        if (options is { PassphraseFile: not null, PassphraseEnv: not null }) errors.Add("Attestation:PassphraseFile and Attestation:PassphraseEnv exclude each other.");
        if (options.Key is null && (options.PassphraseFile ?? options.PassphraseEnv) is not null) errors.Add("A passphrase of attestations needs Attestation:Key.");
        if (options.ValidFor <= TimeSpan.Zero) errors.Add("Attestation:ValidFor has to be a time above zero.");
        if (options.Verifier is { } verifier && !Uri.TryCreate(verifier, UriKind.Absolute, out _)) errors.Add("Attestation:Verifier has to be an absolute URI.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
