using System.Text;
using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Formats.Zip;

namespace Assay.Inspect.Containers.Zip;

/// <summary>What is wrong with a zip archive, and with each of its entries.</summary>
internal static class ZipFindings
{
    private const int MaxTarget = 4096;

    public static void Report(ContainerContext context, ZipListing listing)
    {
        if (listing.Damage is not null) context.Report(ArchiveRules.Damaged.Report($"The archive is damaged: {listing.Damage}.", context.At()));
        if (!listing.Cut) return;
        context.Report(ArchiveRules.Limit.Report($"The archive has more than {context.MaxMembers} members; the rest was not examined.", context.At()));
        context.Partial("an archive has more members than are examined");
    }

    public static void Report(ContainerContext context, ZipEntry entry)
    {
        var at = context.At(entry.Name, entry.HeaderOffset);
        if (MemberName.Escapes(entry.Name) is { } escape) context.Report(ArchiveRules.Escape.Report($"The member's name leaves the directory: {escape}.", at));
        if (entry.IsLink) ReportLink(context, entry, at);
        if (entry.Faults.HasFlag(ZipFaults.Duplicate)) context.Report(ArchiveRules.Duplicate.Report("An earlier member has the same name.", at));
        if (entry.Faults.HasFlag(ZipFaults.Encrypted)) context.Report(ArchiveRules.Unreadable.Report("The member is marked as encrypted.", at));
        if (entry.Faults.HasFlag(ZipFaults.LocalHeaderMissing))
            context.Report(ArchiveRules.Contradiction.Report("The directory lists the member at a place where there is none.", at));
        if (entry.Faults.HasFlag(ZipFaults.Overlaps)) context.Report(ArchiveRules.Contradiction.Report("The member shares bytes with another one.", at));
        if (entry.Faults.HasFlag(ZipFaults.BeyondEnd))
            context.Report(ArchiveRules.Damaged.Report("The member claims bytes beyond the end of the file.", at));
        if (Differences(entry) is { Length: > 0 } differences)
        {
            context.Report(ArchiveRules.Contradiction.Report(
                $"The member's own header states another {differences} than the directory.", at, Evidence.Quoted("name in the member's header", entry.LocalName)));
        }
        else if (entry.Faults.HasFlag(ZipFaults.NotListed))
            context.Report(ArchiveRules.Unlisted.Report("The directory does not list this member.", at));
    }

    private static string Differences(ZipEntry entry)
    {
        var parts = new List<string>();
        if (entry.Faults.HasFlag(ZipFaults.NameDiffers)) parts.Add("name");
        if (entry.Faults.HasFlag(ZipFaults.MethodDiffers)) parts.Add("compression");
        if (entry.Faults.HasFlag(ZipFaults.SizeDiffers)) parts.Add("size");
        return string.Join(" and ", parts);
    }

    private static void ReportLink(ContainerContext context, ZipEntry entry, FindingLocation at)
    {
        if (entry.Method != ZipEntry.Stored || entry.CompressedSize > MaxTarget)
        {
            context.Report(ArchiveRules.Link.Report("The member is a symbolic link whose target is not plain text.", at));
            return;
        }
        var target = new byte[entry.CompressedSize];
        var text = Encoding.UTF8.GetString(target.AsSpan(0, context.Bytes.Read(entry.DataOffset, target)));
        if (MemberName.LinkEscapes(entry.Name, text) is { } escape)
            context.Report(ArchiveRules.Link.Report($"The symbolic link leads outside: {escape}.", at, Evidence.Quoted("target", text)));
    }
}
