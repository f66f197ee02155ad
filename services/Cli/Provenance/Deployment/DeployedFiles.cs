using System.Collections.Concurrent;
using Assay.Attestation.Deployment;
using Assay.Attestation.Oms.Content;
using Assay.Attestation.Registry;
using Assay.Cli.Provenance.Files;

namespace Assay.Cli.Provenance.Deployment;

/// <summary>Everything in a folder that is to be deployed, each file read whole; what has no bytes to rely on says why.</summary>
internal static class DeployedFiles
{
    /// <summary>More readers than this do not make a disk faster, and each holds a buffer.</summary>
    private const int MostReaders = 8;

    /// <exception cref="UsageException">There is nothing at the path, or more files than a version has.</exception>
    public static IReadOnlyList<DeployedFile> Read(string target, CancellationToken cancellation)
    {
        var model = ModelFolder.At(target);
        if (model.IsSingleFile) return [Read(model.OpenAsSingle(followLink: false), model.Name, cancellation)];
        var listed = model.List(RegistryActJson.MostFiles, cancellation);
        if (listed.Count > RegistryActJson.MostFiles) throw new UsageException($"the model has more than {RegistryActJson.MostFiles} files");
        var files = new ConcurrentBag<DeployedFile>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MostReaders), CancellationToken = cancellation };
        Parallel.ForEach(listed, options, entry => files.Add(entry.Kind switch
        {
            ModelEntryKind.File => Read(model.Open(entry.Path, followLink: false), entry.Path, cancellation),
            ModelEntryKind.Link => new(entry.Path, 0, default, "a link", IsLink: true),
            _ => new(entry.Path, 0, default, entry.Detail ?? "not a file"),
        }));
        return [.. files];
    }

    private static DeployedFile Read(ModelFileResult opened, string path, CancellationToken cancellation)
    {
        if (opened.File is not { } file) return new(path, 0, default, opened.Detail ?? "it cannot be opened");
        using (file)
        {
            var whole = WholeFile.Read(file, cancellation);
            return new(path, whole.Length, whole.Digest, whole.Changed ? "it changed while it was read" : whole.Error);
        }
    }
}
