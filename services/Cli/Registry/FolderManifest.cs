using System.Security.Cryptography;
using Assay.Attestation.Manifests;
using Assay.Attestation.Oms.Content;
using Assay.Attestation.Registry;
using Assay.Cli.Provenance.Files;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Cli.Registry;

/// <summary>The manifest of a model on this machine: every file of it, read whole.</summary>
internal static class FolderManifest
{
    private const int BufferSize = 1 << 20;

    /// <exception cref="UsageException">Something in it has no bytes of its own (a link, a pipe), cannot be read, or changes meanwhile.</exception>
    public static ModelManifest Of(string target, CancellationToken cancellation)
    {
        if (!Path.Exists(target)) throw new UsageException($"'{EvidenceText.Quote(target)}' is neither a file nor a directory");
        var model = ModelFolder.At(target);
        if (model.IsSingleFile) return ModelManifest.Of([Hash(model.OpenAsSingle(followLink: false), model.Name, cancellation)]);
        var listed = model.List(RegistryActJson.MostFiles, cancellation);
        if (listed.Count > RegistryActJson.MostFiles) throw new UsageException($"the model has more than {RegistryActJson.MostFiles} files");
        if (listed.FirstOrDefault(e => e.Kind != ModelEntryKind.File) is { } other)
            throw new UsageException(
                $"{EvidenceText.Quote(other.Path)} is {Describe(other)}; a version that is approved has files alone: remove it, or put a "
                + "file in its place");
        try
        {
            return ModelManifest.Of(listed.Select(e => Hash(model.Open(e.Path, followLink: false), e.Path, cancellation)));
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"the files are no version of a model: {e.Message}");
        }
    }

    private static ManifestEntry Hash(ModelFileResult opened, string path, CancellationToken cancellation)
    {
        using var file = opened.File ?? throw new UsageException($"{EvidenceText.Quote(path)} cannot be read: {opened.Detail}");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var offset = 0L;
        try
        {
            for (int n; (n = file.Read(buffer, offset)) > 0; offset += n)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, n);
            }
        }
        catch (IOException e)
        {
            throw new UsageException($"{EvidenceText.Quote(path)} cannot be read: {e.Message}");
        }
        if (offset != file.Length || !file.IsUnchanged())
            throw new UsageException($"{EvidenceText.Quote(path)} changed while it was read; try again when nobody writes to it");
        return new(path, offset, Sha256Digest.FromBytes(hash.GetHashAndReset()));
    }

    private static string Describe(ModelEntry entry) => entry.Kind switch
    {
        ModelEntryKind.Link => "a link",
        _ => entry.Detail ?? "not a file",
    };
}
