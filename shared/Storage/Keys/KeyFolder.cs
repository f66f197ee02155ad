using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Assay.Attestation.Keys;
using Microsoft.Extensions.Options;

namespace Assay.Storage.Keys;

/// <summary>Keys as PEM files that only their owner can read.</summary>
internal sealed class KeyFolder(IOptions<RegistryOptions> options, IOptions<StorageOptions> storage) : ISigningKeys, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite;

    /// <summary>A PEM of P-256 has 250 bytes.</summary>
    private const long MaxFile = 1 << 16;

    private readonly ConcurrentDictionary<KeyPurpose, EcdsaSigner> _read = new();

    private string Folder =>
        Path.GetFullPath(options.Value.Keys ?? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(storage.Value.Path))!, "keys"));

    public ValueTask<ISigner> SignerAsync(KeyPurpose purpose, CancellationToken cancellationToken) =>
        new(_read.GetOrAdd(purpose, static (p, folder) => ReadOrMake(folder.PathOf(p)), this));

    public ValueTask<ISigner> PrepareNextAsync(KeyPurpose purpose, CancellationToken cancellationToken) => new(ReadOrMake(NextOf(purpose)));

    public async ValueTask AdoptNextAsync(KeyPurpose purpose, CancellationToken cancellationToken)
    {
        var old = await SignerAsync(purpose, cancellationToken).ConfigureAwait(false);
        try
        {
            var id = Convert.ToHexStringLower(SHA256.HashData(old.PublicKey.SubjectPublicKeyInfo.Span))[..8];
            File.Move(
                PathOf(purpose),
                Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{NameOf(purpose)}.retired-{id}.pem")),
                overwrite: true);
            File.Move(NextOf(purpose), PathOf(purpose));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SigningKeyException(
                $"The new key cannot be put in place in {Folder}: {e.Message} Move {NextOf(purpose)} to {PathOf(purpose)}.");
        }
        _read.TryRemove(purpose, out _);
    }

    public string OriginOfNewLog(ISigner signer) =>
        options.Value.Origin ?? "assay-log-" + Convert.ToHexStringLower(SHA256.HashData(signer.PublicKey.SubjectPublicKeyInfo.Span))[..8];

    public void Dispose()
    {
        foreach (var signer in _read.Values) signer.Dispose();
    }

    private static string NameOf(KeyPurpose purpose) => purpose == KeyPurpose.Log ? "log" : "registry";

    private string PathOf(KeyPurpose purpose) => Path.Combine(Folder, NameOf(purpose) + ".pem");

    private string NextOf(KeyPurpose purpose) => Path.Combine(Folder, NameOf(purpose) + ".next.pem");

    private static EcdsaSigner ReadOrMake(string path)
    {
        try
        {
            if (!File.Exists(path)) Make(path);
            var file = new FileInfo(path);
            if (file.Length > MaxFile) throw new SigningKeyException($"{path} is no key: it has {file.Length} bytes.");
            if (!OperatingSystem.IsWindows() && (file.UnixFileMode & Others) != 0)
                throw new SigningKeyException($"{path} can be read or written by others; a private key must not. Run 'chmod 600' on it.");
            var key = EcdsaSigner.FromPem(File.ReadAllText(path), null);
            if (!key.IsOk) throw new SigningKeyException($"{path} cannot be used to sign: {key.Reason}.");
            if (key.Value.PublicKey is EcdsaPublicKey { Curve.Name: "P-256" }) return key.Value;
            key.Value.Dispose();
            throw new SigningKeyException($"{path} holds a key that is not on P-256; checkpoints are signed with such keys only.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SigningKeyException($"The key {path} cannot be read or made: {e.Message} Name another folder with Registry:Keys.");
        }
    }

    /// <summary>Written whole under another name first: of several processes that make a key at once, one wins and the others read its key.</summary>
    private static void Make(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var temporary = $"{path}.{Guid.NewGuid():N}.part";
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) file.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(temporary, file)) writer.Write(key.ExportPkcs8PrivateKeyPem() + "\n");
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
