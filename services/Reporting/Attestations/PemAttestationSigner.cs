using Assay.Attestation.Keys;
using Assay.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Attestations;

/// <summary>The key of a PEM file, read once.</summary>
public sealed class PemAttestationSigner(IOptions<AttestationOptions> options) : IAttestationSigner, IDisposable
{
    /// <summary>A PEM of P-256 has 250 bytes; a passphrase fewer.</summary>
    private const int MaxFile = 1 << 16;

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    private readonly Lazy<EcdsaSigner?> _key = new(() => options.Value.Key is { } path ? Read(path, Passphrase(options.Value)) : null);

    /// <inheritdoc/>
    public ISigner? Current => _key.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_key.IsValueCreated) _key.Value?.Dispose();
    }

    /// <summary>A private key on P-256, which entries of the log are made for.</summary>
    /// <exception cref="SigningKeyException">It cannot be used.</exception>
    public static EcdsaSigner Read(string path, string? passphrase)
    {
        var key = EcdsaSigner.FromPem(Text(path), passphrase);
        if (!key.IsOk) throw new SigningKeyException($"The attestation key {path} cannot be used: {key.Reason}.");
        if (key.Value.PublicKey is EcdsaPublicKey { Curve.Name: "P-256" }) return key.Value;
        key.Value.Dispose();
        throw new SigningKeyException($"The attestation key {path} is not on P-256, and entries of the transparency log are for such keys only.");
    }

    private static string? Passphrase(AttestationOptions options)
    {
        if (options.PassphraseEnv is { } name)
            return Environment.GetEnvironmentVariable(name) ?? throw new SigningKeyException($"The environment variable {name}, which Attestation:PassphraseEnv names, is not set.");
        if (options.PassphraseFile is not { } file) return null;
        using var lines = new StringReader(Text(file));
        return lines.ReadLine() ?? "";
    }

    private static string Text(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > MaxFile) throw new SigningKeyException($"{path} has {file.Length} bytes, so it is something else than a key.");
            if (!OperatingSystem.IsWindows() && (file.UnixFileMode & Others) != 0)
                throw new SigningKeyException($"{path} can be read or written by others; a secret must not. Run 'chmod 600' on it.");
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SigningKeyException($"{path} cannot be read: {e.Message}");
        }
    }
}
