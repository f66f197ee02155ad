using System.Buffers;
using Assay.Attestation.Oms.Statements;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Content;

/// <summary>Hashes files and ranges as streams, several at a time, the longest first.</summary>
internal sealed class ParallelHashing(IModelFiles files, OmsHashType type, int threads)
{
    /// <summary>Long enough that calls cost nothing beside hashing, short enough for the processor's cache.</summary>
    private const int BlockLength = 256 * 1024;

    /// <summary>Results in the order of the jobs.</summary>
    public async Task<HashResult[]> RunAsync(IReadOnlyList<HashJob> jobs, CancellationToken cancellation)
    {
        var results = new HashResult[jobs.Count];
        var order = Enumerable.Range(0, jobs.Count).OrderByDescending(i => jobs[i].Length);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = cancellation };
        await Parallel.ForEachAsync(order, options, (i, token) =>
        {
            results[i] = Hash(jobs[i], token);
            return ValueTask.CompletedTask;
        });
        return results;
    }

    private HashResult Hash(HashJob job, CancellationToken cancellation)
    {
        var opened = files.IsSingleFile ? files.OpenAsSingle(job.FollowLink) : files.Open(job.Path, job.FollowLink);
        if (opened.File is not { } file) return Refuse(opened.ReasonId!, $"'{EvidenceText.Quote(job.Path)}' {opened.Detail}");
        using var open = file;
        using var hash = ContentHash.Create(type, out _)!;
        var buffer = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            var offset = job.Range?.Start ?? 0;
            var (first, end) = (offset, job.Range?.End ?? file.Length);
            while (offset < end)
            {
                cancellation.ThrowIfCancellationRequested();
                var read = file.Read(buffer.AsSpan(0, (int)Math.Min(BlockLength, end - offset)), offset);
                if (read == 0) break;
                hash.Append(buffer, read);
                offset += read;
            }
            return file.IsUnchanged()
                ? new(hash.Finish(), offset - first, file.Length, file.IsOutside, null)
                : Refuse(OmsReasons.ModifiedMeanwhile,
                    $"'{EvidenceText.Quote(job.Path)}' was changed while it was read; verify again when nobody writes to the model");
        }
        catch (IOException e)
        {
            return Refuse(OmsReasons.Unreadable, $"'{EvidenceText.Quote(job.Path)}' cannot be read: {EvidenceText.Quote(e.Message)}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static HashResult Refuse(string id, string message) => new(null, 0, 0, false, new(id, message));
}
