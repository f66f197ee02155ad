using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Tar;

namespace Assay.Inspect.Containers.Tar;

/// <summary>What is wrong with a tar archive, and with each of its entries.</summary>
internal sealed class TarFindings(ContainerContext context)
{
    private readonly LinkTracker _links = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public void Report(TarListing listing, bool isFirst)
    {
        if (!isFirst && listing.Entries.Count > 0)
        {
            context.Report(ArchiveRules.Unlisted.Report(
                $"{listing.Entries.Count} members stand behind the archive's end, where only some readers go on.", context.At(listing.Entries[0].Name, listing.Entries[0].Offset)));
        }
        if (listing.Damage is not null)
            context.Report(ArchiveRules.Damaged.Report($"The archive is damaged: {listing.Damage}.", context.At(null, listing.End)));
        if (!listing.Cut) return;
        context.Report(ArchiveRules.Limit.Report($"The archive has more than {context.MaxMembers} members; the rest was not examined.", context.At()));
        context.Partial("an archive has more members than are examined");
    }

    public void Report(TarEntry entry)
    {
        var at = context.At(entry.Name, entry.Offset);
        if (MemberName.Escapes(entry.Name) is { } escape) context.Report(ArchiveRules.Escape.Report($"The member's name leaves the directory: {escape}.", at));
        if (entry.LinkTarget is { } target) ReportLink(entry, target, at);
        else if (_links.Through(entry.Name) is { } link)
            context.Report(ArchiveRules.Link.Report("The member is written through a link that stands before it.", at, Evidence.Quoted("link", link)));
        if (entry.Kind == TarEntryKind.File && !_names.Add(entry.Name)) context.Report(ArchiveRules.Duplicate.Report("An earlier member has the same name.", at));
        if (MemberName.Escapes(entry.Name) is null && MemberName.Odd(entry.Name) is { } odd)
            context.Report(ArchiveRules.Escape.Report(Severity.Low, Confidence.High, $"On Windows the member's name {odd}.", at));
        if (entry.HasWrongChecksum)
            context.Report(ArchiveRules.Contradiction.Report("The member's header has a wrong checksum: some readers stop there, others go on.", at));
        if (entry.Kind == TarEntryKind.Device)
            context.Report(ArchiveRules.Escape.Report("The member is a device or a pipe: who unpacks it as an administrator opens the machine's own.", at));
        if (entry.Kind == TarEntryKind.Other)
            context.Report(ArchiveRules.Contradiction.Report("The member is of a type that readers treat differently.", at));
    }

    private void ReportLink(TarEntry entry, string target, FindingLocation at)
    {
        var outside = entry.Kind == TarEntryKind.HardLink ? MemberName.Escapes(target) : MemberName.LinkEscapes(entry.Name, target);
        if (outside is null && entry.Kind == TarEntryKind.SymbolicLink && _links.Chains(entry.Name, target)) outside = "it climbs out of another link";
        if (outside is null && entry.Kind == TarEntryKind.HardLink && _links.Through(target) is not null) outside = "it is another name of what a link stands for";
        if (outside is not null) context.Report(ArchiveRules.Link.Report($"The link leads outside: {outside}.", at, Evidence.Quoted("target", target)));
        if (entry.Kind == TarEntryKind.SymbolicLink) _links.Add(entry.Name);
    }
}
