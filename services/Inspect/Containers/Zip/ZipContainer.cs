using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats.Detection;
using Assay.Formats.Expansion;
using Assay.Formats.Zip;

namespace Assay.Inspect.Containers.Zip;

/// <summary>Opens zip archives, those of torch.save among them: every member, and the bytes between them.</summary>
public sealed class ZipContainer : IContainerReader
{
    public ContainerManifest Manifest { get; } = new("zip", 6, [FileFormat.Zip, FileFormat.TorchZip], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        var listing = ZipReader.List(context.Bytes, context.MaxMembers, cancellationToken);
        ZipFindings.Report(context, listing);
        if (context.Format == FileFormat.TorchZip) TorchParts.Report(context, listing, cancellationToken);
        var links = new LinkTracker();
        var storages = 0;
        var search = new NumberSearch();
        foreach (var entry in listing.Entries)
        {
            ZipFindings.Report(context, entry, links);
            if (entry.IsDirectory && entry.CompressedSize == 0) continue;
            if (IsAbsent(context, entry)) continue;
            var content = ZipMember.Open(context.Bytes, entry, context.Budget, out var consumed, cancellationToken);
            MemberStops.Report(context, entry.Name, content);
            if (entry.IsLink) ZipFindings.ReportLink(context, entry, content.Bytes, links);
            var place = context.Format == FileFormat.TorchZip ? TorchStorageName.Of(entry.Name) : null;
            if (content.Stop == ExpansionStop.Complete) ZipContentCheck.Report(context, entry, content.Bytes, place is not null && ++storages > ZipContentCheck.MaxStorages, place is not null, cancellationToken);
            // The first storage speaks for its kind; of the thousands behind it, those that begin as nothing else does need no visit of their own.
            var isPlain = storages > 1 && place is not null && entry.Method == ZipEntry.Stored && content.Stop == ExpansionStop.Complete
                && FileTypeDetector.ArePlainNumbers(content.Bytes);
            if (place is not null && content.Stop == ExpansionStop.Complete && search.Find(content.Bytes, cancellationToken) is { } among)
                yield return ContainerMember.Stored($"{entry.Name} (from {among})", content.Bytes.Slice(among, content.Bytes.Length - among)) with { IsIncidental = true };
            if (!isPlain)
            {
                yield return new(entry.Name, content)
                {
                    FormatByPlace = place,
                    CompressedLength = entry.Method == ZipEntry.Stored ? null : entry.CompressedSize,
                };
            }
            if (consumed < entry.CompressedSize
                && Leftover.Find(context, entry.DataOffset + consumed, entry.DataOffset + entry.CompressedSize, $"{entry.Name} (bytes behind the data)") is { } rest) yield return rest;
            foreach (var region in entry.Hidden) yield return Incidental(context, $"{entry.Name} (extra field or comment at {region.Offset})", region);
        }
        foreach (var gap in listing.Gaps)
        {
            if (Leftover.Find(context, gap.Offset, gap.Offset + gap.Length, $"(unlisted bytes at {gap.Offset})") is { } rest) yield return rest;
        }
        if (listing.Comment.Length >= Leftover.MinLength) yield return Incidental(context, "(comment)", listing.Comment);
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
