using Assay.Attestation.Manifests;
using Assay.Attestation.Oms.Content;
using Assay.Attestation.Registry;
using Assay.Cli.Provenance.Files;
using Assay.Contracts.Findings;

namespace Assay.Cli.Registry;

/// <summary>The manifest of a model on this machine: every file of it, read whole.</summary>
internal static class FolderManifest
{
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
        var whole = WholeFile.Read(file, cancellation);
        if (whole.Error is { } error) throw new UsageException($"{EvidenceText.Quote(path)} cannot be read: {error}");
        if (whole.Changed) throw new UsageException($"{EvidenceText.Quote(path)} changed while it was read; try again when nobody writes to it");
        return new(path, whole.Length, whole.Digest);
    }

    private static string Describe(ModelEntry entry) => entry.Kind switch
    {
        ModelEntryKind.Link => "a link",
        _ => entry.Detail ?? "not a file",
    };
}
