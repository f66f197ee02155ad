using System.Buffers;

namespace Assay.Formats.Expansion;

/// <summary>Reads a decompressing stream to its end within limits, into memory or a temporary file that nobody else sees.</summary>
public static class Expander
{
    private const int ChunkSize = 128 * 1024;

    /// <summary>Expands <paramref name="stream"/>, which reads from <paramref name="compressedLength"/> bytes. Damage is a stop, not an exception.</summary>
    public static ExpandedBytes Expand(Stream stream, long compressedLength, ExpansionBudget budget, CancellationToken cancellationToken)
    {
        var limits = budget.Limits;
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        var memory = new MemoryStream();
        FileStream? spool = null;
        try
        {
            var stop = ExpansionStop.Complete;
            long length = 0;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = Read(stream, chunk, ref stop);
                if (read == 0) break;
                if (length + read > limits.MemberBytes) stop = ExpansionStop.MemberSize;
                else if (read > budget.Left) stop = ExpansionStop.TotalSize;
                else if (length + read > limits.RatioFloorBytes && (length + read) / Math.Max(1, compressedLength) > limits.Ratio) stop = ExpansionStop.Ratio;
                if (stop != ExpansionStop.Complete) break;
                length += read;
                budget.Spend(read);
                if (spool is null && length > limits.MemoryBytes)
                {
                    spool = CreateSpool();
                    memory.WriteTo(spool);
                    memory = new MemoryStream();
                }
                ((Stream?)spool ?? memory).Write(chunk, 0, read);
            }
            if (spool is null) return new(new MemoryByteSource(memory.GetBuffer().AsMemory(0, (int)memory.Length)), stop);
            spool.Flush();
            var expanded = new ExpandedBytes(new FileByteSource(spool.SafeFileHandle), stop, spool);
            spool = null;
            return expanded;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
            spool?.Dispose();
        }
    }

    private static int Read(Stream stream, byte[] chunk, ref ExpansionStop stop)
    {
        try
        {
            return stream.Read(chunk, 0, ChunkSize);
        }
        catch (InvalidDataException)
        {
            stop = ExpansionStop.Damaged;
        }
        catch (UnsupportedCompressionException)
        {
            stop = ExpansionStop.Unsupported;
        }
        return 0;
    }

    private static FileStream CreateSpool()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path.Combine(Path.GetTempPath(), "assay-" + Path.GetRandomFileName()), options);
    }
}
