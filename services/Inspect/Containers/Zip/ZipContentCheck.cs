using Assay.Analysis.Containers;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Checksums;
using Assay.Formats.Zip;

namespace Assay.Inspect.Containers.Zip;

/// <summary>Compares a member's bytes with what its entry states of them.</summary>
internal static class ZipContentCheck
{
    /// <summary>Tensor data above this is not summed up: it would be read for nothing else.</summary>
    private const int MaxStorage = 64 * 1024;

    /// <summary>Storages of an archive that are summed up: numbers are numbers, and a broken archive shows in the first ones.</summary>
    public const int MaxStorages = 1000;

    private const long MaxOther = 64L << 20;

    public static void Report(ContainerContext context, ZipEntry entry, ByteSource bytes, bool isOneOfMany, bool isStorage, CancellationToken cancellationToken)
    {
        if (entry.Faults.HasFlag(ZipFaults.Encrypted) || entry.Faults.HasFlag(ZipFaults.BeyondEnd) || entry.Faults.HasFlag(ZipFaults.NotListed)) return;
        if (entry.Method != ZipEntry.Stored && bytes.Length != entry.Size)
            context.Report(ArchiveRules.Contradiction.Report($"The directory says that the member has {entry.Size} bytes; it has {bytes.Length}.", At()));
        if (isOneOfMany || bytes.Length > (isStorage ? MaxStorage : MaxOther) || Crc32.Of(bytes, cancellationToken) == entry.Crc) return;
        // torch can be told not to compute checksums, and then writes zeros.
        if (entry.Crc == 0 && context.Format == FileFormat.TorchZip) return;
        context.Report(ArchiveRules.Contradiction.Report(
            "The member's bytes do not have the checksum that the directory states: loaders that check refuse it, others load it.", At()));

        FindingLocation At() => context.At(entry.Name, entry.HeaderOffset);
    }
}
