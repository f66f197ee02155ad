using System.Text;
using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Zip;

namespace Assay.Inspect.Containers.Zip;

/// <summary>What is wrong with a zip archive, and with each of its entries.</summary>
internal static class ZipFindings
{
    private const int MaxTarget = 4096;

    public static void Report(ContainerContext context, ZipListing listing)
    {
        if (listing.Damage is not null) context.Report(ArchiveRules.Damaged.Report($"The archive is damaged: {listing.Damage}.", context.At()));
        foreach (var contradiction in listing.Contradictions) context.Report(ArchiveRules.Contradiction.Report(contradiction, context.At()));
        if (listing.PrefixLength > 0)
            context.Report(ArchiveRules.Unlisted.Report($"{listing.PrefixLength} bytes stand before the archive; they were examined.", context.At(null, 0)));
        if (!listing.Cut) return;
        context.Report(ArchiveRules.Limit.Report($"The archive has more than {context.MaxMembers} members; the rest was not examined.", context.At()));
        context.Partial("an archive has more members than are examined");
    }

    public static void Report(ContainerContext context, ZipEntry entry, LinkTracker links)
    {
        var escape = MemberName.Escapes(entry.Name);
        var link = entry.IsLink ? null : links.Through(entry.Name);
        // Nearly all entries of archives with tens of thousands of them.
        var odd = MemberName.Odd(entry.Name);
        if (entry.Faults == ZipFaults.None && escape is null && link is null && odd is null) return;
        var at = context.At(entry.Name, entry.HeaderOffset);
        if (escape is not null) context.Report(ArchiveRules.Escape.Report($"The member's name leaves the directory: {escape}.", at));
        if (odd is not null && escape is null)
            context.Report(ArchiveRules.Escape.Report(Severity.Low, Confidence.High, $"On Windows the member's name {odd}.", at));
        if (link is not null)
            context.Report(ArchiveRules.Link.Report("The member is written through a link that stands before it.", at, Evidence.Quoted("link", link)));
        if (entry.Faults.HasFlag(ZipFaults.Duplicate)) context.Report(ArchiveRules.Duplicate.Report("An earlier member has the same name.", at));
        if (entry.Faults.HasFlag(ZipFaults.Encrypted)) context.Report(ArchiveRules.Unreadable.Report("The member is marked as encrypted.", at));
        if (entry.Faults.HasFlag(ZipFaults.NameCollides))
            context.Report(ArchiveRules.Duplicate.Report("An earlier member has the same name, written in another way.", at));
        if (entry.Faults.HasFlag(ZipFaults.CaseCollides))
        {
            context.Report(ArchiveRules.Duplicate.Report(
                Severity.Low, Confidence.High, "An earlier member has the same name but for upper and lower case; on some systems one replaces the other.", at));
        }
        ReportContradictions(context, entry, at);
    }

    private static void ReportContradictions(ContainerContext context, ZipEntry entry, FindingLocation at)
    {
        if (entry.Faults.HasFlag(ZipFaults.OddName))
            context.Report(ArchiveRules.Contradiction.Report("The member's name has a zero or a control character, where some readers end it.", at));
        if (entry.Faults.HasFlag(ZipFaults.UnicodeNameDiffers))
            context.Report(ArchiveRules.Contradiction.Report("An extra field gives the member another name, which some readers use.", at));
        if (entry.Faults.HasFlag(ZipFaults.StoredSizesDiffer))
            context.Report(ArchiveRules.Contradiction.Report("The member is stored as it is, and states two sizes.", at));
        if (entry.Faults.HasFlag(ZipFaults.OtherDirectory))
            context.Report(ArchiveRules.Contradiction.Report("Only a second directory lists the member.", at));
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

    /// <summary>Judges a symbolic link by its target, which is its content.</summary>
    public static void ReportLink(ContainerContext context, ZipEntry entry, ByteSource bytes, LinkTracker links)
    {
        var at = context.At(entry.Name, entry.HeaderOffset);
        var target = new byte[(int)Math.Min(bytes.Length, MaxTarget)];
        var text = Encoding.UTF8.GetString(target.AsSpan(0, bytes.Read(0, target)));
        if (MemberName.LinkEscapes(entry.Name, text) is { } escape)
            context.Report(ArchiveRules.Link.Report($"The symbolic link leads outside: {escape}.", at, Evidence.Quoted("target", text)));
        else if (links.Chains(entry.Name, text))
            context.Report(ArchiveRules.Link.Report("The symbolic link climbs out of another link.", at, Evidence.Quoted("target", text)));
        links.Add(entry.Name);
    }
}
