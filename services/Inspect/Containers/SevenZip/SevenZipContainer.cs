using System.Text;
using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Expansion;
using Assay.Formats.SevenZip;

namespace Assay.Inspect.Containers.SevenZip;

/// <summary>Opens 7z archives: each folder is expanded once, and its files are windows on that.</summary>
public sealed class SevenZipContainer : IContainerReader
{
    private const int MaxTarget = 4096;

    public ContainerManifest Manifest { get; } = new("seven-zip", 1, [FileFormat.SevenZip], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        var listing = SevenZipReader.List(context.Bytes, context.Budget, cancellationToken);
        Report(context, listing);
        ExpandedBytes? folder = null;
        try
        {
            var open = -1;
            foreach (var file in listing.Files)
            {
                if (MemberName.Escapes(file.Name) is { } escape)
                    context.Report(ArchiveRules.Escape.Report($"The member's name leaves the directory: {escape}.", context.At(file.Name)));
                if (file.Folder < 0) continue;
                if (file.Folder != open)
                {
                    folder?.Dispose();
                    open = file.Folder;
                    folder = SevenZipFolderReader.Open(context.Bytes, listing.Folders[open], context.Budget, cancellationToken);
                    MemberStops.Report(context, file.Name, folder);
                }
                var bytes = folder!.Bytes.Slice(Math.Min(file.Offset, folder.Bytes.Length), file.Size);
                if (file.IsLink) ReportLink(context, file, bytes);
                yield return ContainerMember.Stored(file.Name, bytes) with { CompressedLength = Share(file, listing.Folders[open]) };
            }
        }
        finally
        {
            folder?.Dispose();
        }
        var packed = listing.Folders.Select(f => f.PackOffset + f.PackSize).DefaultIfEmpty(SevenZipReader.SignatureSize).Max();
        if (Leftover.Find(context, Math.Min(packed, listing.HeaderOffset), listing.HeaderOffset, "(unlisted bytes)") is { } gap) yield return gap;
        if (Leftover.Find(context, listing.End, context.Bytes.Length, "(bytes behind the archive)") is { } rest) yield return rest;
    }

    // A file's part of the packed bytes, as if all compressed alike.
    private static long Share(SevenZipFile file, SevenZipFolder folder) =>
        folder.Size <= 0 ? folder.PackSize : (long)(folder.PackSize * ((double)file.Size / folder.Size));

    private static void Report(ContainerContext context, SevenZipListing listing)
    {
        if (listing.Damage is not null)
        {
            context.Report(ArchiveRules.Damaged.Report($"The archive is damaged: {listing.Damage}.", context.At(null, listing.HeaderOffset)));
            context.Partial("an archive is damaged");
        }
        if (!listing.IsEncrypted) return;
        context.Report(ArchiveRules.Unreadable.Report("The archive is encrypted, the names of its members included; nothing in it was examined.", context.At()));
        context.Partial("an archive is encrypted");
    }

    private static void ReportLink(ContainerContext context, SevenZipFile file, Formats.ByteSource bytes)
    {
        var target = new byte[(int)Math.Min(bytes.Length, MaxTarget)];
        var text = Encoding.UTF8.GetString(target.AsSpan(0, bytes.Read(0, target)));
        if (MemberName.LinkEscapes(file.Name, text) is { } escape)
            context.Report(ArchiveRules.Link.Report($"The symbolic link leads outside: {escape}.", context.At(file.Name), Evidence.Quoted("target", text)));
    }
}
