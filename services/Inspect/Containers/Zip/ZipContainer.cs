using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats.Zip;

namespace Assay.Inspect.Containers.Zip;

/// <summary>Opens zip archives, those of torch.save among them: every member, and the bytes between them.</summary>
public sealed class ZipContainer : IContainerReader
{
    /// <summary>Shorter gaps and comments hold nothing that could be loaded.</summary>
    private const int MinIncidental = 8;

    public ContainerManifest Manifest { get; } = new("zip", 3, [FileFormat.Zip, FileFormat.TorchZip], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        var listing = ZipReader.List(context.Bytes, context.MaxMembers, cancellationToken);
        ZipFindings.Report(context, listing);
        if (context.Format == FileFormat.TorchZip) TorchParts.Report(context, listing, cancellationToken);
        foreach (var entry in listing.Entries)
        {
            ZipFindings.Report(context, entry);
            if (entry.IsDirectory && entry.CompressedSize == 0) continue;
            if (IsAbsent(context, entry)) continue;
            var content = ZipMember.Open(context.Bytes, entry, context.Budget, cancellationToken);
            MemberStops.Report(context, entry.Name, content);
            yield return new(entry.Name, content) { FormatByPlace = context.Format == FileFormat.TorchZip ? TorchStorageName.Of(entry.Name) : null };
            if (entry.ExtraLength >= MinIncidental)
                yield return Incidental(context, $"{entry.Name} (extra field)", new(entry.ExtraOffset, entry.ExtraLength));
        }
        foreach (var gap in listing.Gaps)
        {
            if (gap.Length >= MinIncidental) yield return Incidental(context, $"(unlisted bytes at {gap.Offset})", gap);
        }
        if (listing.Comment.Length >= MinIncidental) yield return Incidental(context, "(comment)", listing.Comment);
    }

    // Raw storages hold numbers by their place; of anything else that an outline lacks, it is said that it was not read.
    private static bool IsAbsent(ContainerContext context, ZipEntry entry)
    {
        if (!entry.Faults.HasFlag(ZipFaults.NotFetched) && context.Bytes.IsPresent(entry.DataOffset, entry.CompressedSize)) return false;
        if (TorchStorageName.Of(entry.Name) is null) context.Partial("members were left out at this depth");
        return true;
    }

    private static ContainerMember Incidental(ContainerContext context, string name, ZipRegion region) =>
        ContainerMember.Stored(name, context.Bytes.Slice(region.Offset, region.Length)) with { IsIncidental = true };
}
