using Assay.Attestation.Deployment;
using Assay.Attestation.Keys;
using Assay.Cli.Rules;
using Assay.Hosting.Startup;
using Assay.Reporting.Attestations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assay.Cli.Provenance;

/// <summary>Attests scans in this machine's database.</summary>
internal static class AttestationOfScan
{
    /// <summary>The file's bytes, or why there are none.</summary>
    /// <param name="services">With the storage.</param>
    /// <param name="scanId">The scan.</param>
    /// <param name="signing">Null: nothing is made that is not there.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<(byte[]? File, string? Problem)> MakeAsync(IServiceProvider services, Guid scanId, AttestationSigning? signing, CancellationToken cancellationToken)
    {
        var attester = ActivatorUtilities.CreateInstance<ScanAttester>(services, KnownRules.Catalogue);
        var scan = await attester.OfScanAsync(scanId, signing, cancellationToken);
        if (scan.Problem is { } problem) return (null, problem);
        var file = AttestationFile.Write(scan.Attestations.Select(a => a.Bundle));
        return signing is null || IsBy(file, signing.Signer.PublicKey)
            ? (file, null)
            : (null, $"The scan {scanId} was attested before with another key, and is attested once; leave --key out to get that attestation.");
    }

    /// <summary>As the configuration names it; null where it names none.</summary>
    public static AttestationSigning? Configured()
    {
        var configuration = new ConfigurationBuilder();
        AssayHost.AddSources(configuration, []);
        var options = new AttestationOptions();
        configuration.Build().GetSection(AttestationOptions.Section).Bind(options);
        return AttestationSigning.Of(new PemAttestationSigner(Options.Create(options)), options);
    }

    private static bool IsBy(byte[] file, IPublicKey key) =>
        AttestationFile.Parse(file).Value?.All(b => b.Material is Attestation.Bundles.PublicKeyMaterial material && material.Hint == KeyHint.Of(key)) ?? false;
}
