using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Formats.Zip;

namespace Assay.Inspect.Containers.Zip;

/// <summary>
/// Compares the storages that the pickle of a torch archive asks for with the members that are there: where some are missing, the file is cut or was taken
/// apart, and what loaders make of it differs.
/// </summary>
internal static class TorchParts
{
    /// <summary>A larger pickle is read by its analyser, and only there.</summary>
    private const long MaxPickle = 64L << 20;

    private const int Named = 5;

    public static void Report(ContainerContext context, ZipListing listing, CancellationToken cancellationToken)
    {
        foreach (var entry in listing.Entries)
        {
            if (entry.Name != "data.pkl" && !entry.Name.EndsWith("/data.pkl", StringComparison.Ordinal)) continue;
            if (entry.Size > MaxPickle || entry.IsDirectory) continue;
            using var content = ZipMember.Open(context.Bytes, entry, context.Budget, cancellationToken);
            Report(context, listing, entry.Name, StorageKeys.Read(content.Bytes, cancellationToken));
        }
    }

    private static void Report(ContainerContext context, ZipListing listing, string pickle, IReadOnlySet<string> keys)
    {
        if (keys.Count == 0 || listing.Cut) return;
        var folder = pickle[..^"data.pkl".Length];
        var names = new HashSet<string>(listing.Entries.Select(e => e.Name), StringComparer.Ordinal);
        var missing = keys.Where(k => !IsThere(names, folder, k)).ToList();
        if (missing.Count == 0) return;
        context.Report(ArchiveRules.Damaged.Report(
            $"The model asks for {keys.Count} storages, and {missing.Count} of them are not in the archive.", context.At(pickle),
            Evidence.Quoted("missing storages", string.Join(", ", missing.Take(Named)))));
    }

    private static bool IsThere(HashSet<string> names, string folder, string key) =>
        names.Contains(folder + "data/" + key) || names.Contains(folder + "tensors/" + key) || names.Contains(folder + ".data/" + key + ".storage")
        || names.Contains(folder + ".data/" + key) || names.Contains(".data/" + key + ".storage");
}
