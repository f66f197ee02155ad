using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Tar;

namespace Assay.Inspect.Containers.Tar;

/// <summary>Opens tar archives, those of torch.save before version 0.4 among them.</summary>
public sealed class TarContainer : IContainerReader
{
    private const int MinIncidental = 8;

    public ContainerManifest Manifest { get; } = new("tar", 1, [FileFormat.Tar], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        var listing = TarReader.List(context.Bytes, context.MaxMembers, cancellationToken);
        if (listing.Damage is not null)
            context.Report(ArchiveRules.Damaged.Report($"The archive is damaged: {listing.Damage}.", context.At(null, listing.End)));
        if (listing.Cut)
        {
            context.Report(ArchiveRules.Limit.Report($"The archive has more than {context.MaxMembers} members; the rest was not examined.", context.At()));
            context.Partial("an archive has more members than are examined");
        }
        var links = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in listing.Entries)
        {
            Report(context, entry, links);
            if (entry is { Kind: TarEntryKind.File or TarEntryKind.Other, Size: > 0 })
                yield return ContainerMember.Stored(entry.Name, context.Bytes.Slice(entry.Offset, entry.Size));
        }
        var rest = context.Bytes.Slice(listing.End, context.Bytes.Length);
        if (rest.Length >= MinIncidental) yield return ContainerMember.Stored("(bytes behind the archive)", rest) with { IsIncidental = true };
    }

    private static void Report(ContainerContext context, TarEntry entry, HashSet<string> links)
    {
        var at = context.At(entry.Name, entry.Offset);
        if (MemberName.Escapes(entry.Name) is { } escape) context.Report(ArchiveRules.Escape.Report($"The member's name leaves the directory: {escape}.", at));
        if (entry.LinkTarget is { } target)
        {
            var outside = entry.Kind == TarEntryKind.HardLink ? MemberName.Escapes(target) : MemberName.LinkEscapes(entry.Name, target);
            if (outside is not null) context.Report(ArchiveRules.Link.Report($"The link leads outside: {outside}.", at, Evidence.Quoted("target", target)));
            if (entry.Kind == TarEntryKind.SymbolicLink) links.Add(entry.Name.TrimEnd('/'));
        }
        else if (ThroughLink(entry.Name, links) is { } link)
            context.Report(ArchiveRules.Link.Report("The member is written through a link that stands before it.", at, Evidence.Quoted("link", link)));
        if (entry.Kind == TarEntryKind.Other) context.Report(ArchiveRules.Escape.Report("The member is a device or of a type that no model needs.", at));
    }

    private static string? ThroughLink(string name, HashSet<string> links)
    {
        if (links.Count == 0) return null;
        for (var slash = name.IndexOf('/'); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            if (links.Contains(name[..slash])) return name[..slash];
        }
        return links.Contains(name) ? name : null;
    }
}
