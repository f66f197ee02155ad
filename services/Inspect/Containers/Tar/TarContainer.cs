using Assay.Analysis.Containers;
using Assay.Contracts.Values;
using Assay.Formats.Tar;

namespace Assay.Inspect.Containers.Tar;

/// <summary>Opens tar archives, those of torch.save before version 0.4 among them, and archives that follow each other in one file.</summary>
public sealed class TarContainer : IContainerReader
{
    /// <summary>Archives behind the first one that are looked for.</summary>
    private const int MaxArchives = 16;

    public ContainerManifest Manifest { get; } = new("tar", 3, [FileFormat.Tar], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        var findings = new TarFindings(context);
        long? start = 0;
        long end = 0;
        for (var i = 0; i < MaxArchives && start is { } at; i++)
        {
            var listing = TarReader.List(context.Bytes, at, context.MaxMembers, cancellationToken);
            findings.Report(listing, isFirst: i == 0);
            foreach (var entry in listing.Entries)
            {
                findings.Report(entry);
                if (entry is { Kind: TarEntryKind.File or TarEntryKind.Other or TarEntryKind.Device, Size: > 0 })
                    yield return ContainerMember.Stored(entry.Name, context.Bytes.Slice(entry.Offset, entry.Size));
                if (Slack(context, entry) is { } slack) yield return slack;
            }
            end = listing.End;
            start = TarReader.FindHeader(context.Bytes, end, cancellationToken);
            var stop = start ?? context.Bytes.Length;
            if (Leftover.Find(context, end, stop, "(bytes behind the archive)") is { } rest) yield return rest;
        }
    }

    // Unpackers drop what fills the last block of a member. Honest writers leave zeros there, old ones whatever was in their buffer.
    private static ContainerMember? Slack(ContainerContext context, TarEntry entry)
    {
        var (from, to) = (entry.Offset + entry.Size, Math.Min(entry.PaddedEnd, context.Bytes.Length));
        if (entry.Size == 0 || to - from < Leftover.MinLength || !context.Bytes.IsPresent(from, to - from)) return null;
        return Leftover.Beyond(context, from, to, $"{entry.Name} (bytes behind the data)");
    }
}
