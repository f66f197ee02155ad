using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Ingest.Sources;
using Microsoft.Extensions.Options;

namespace Assay.Ingest.Fetching;

/// <summary>Fetches the files of a version, several at a time. A failure of the source ends it; a file that cannot be read does not.</summary>
public sealed class FileFetcher(BlobLeases leases, IOptions<IngestOptions> options)
{
    /// <summary>All files of the version, in their order, with what became of them.</summary>
    /// <param name="version">The version.</param>
    /// <param name="isLastAttempt">
    /// True: what still fails after all retries is recorded with the file, so that one broken file does not cost the whole scan.
    /// </param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    public async Task<Answer<IReadOnlyList<VersionFile>>> FetchAsync(ISourceVersion version, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var files = version.Listing.Files.ToArray();
        var wanted = Enumerable.Range(0, files.Length).Where(i => SourceListing.IsToFetch(files[i])).ToList();
        if (wanted.Count == 0) return Answers.Of<IReadOnlyList<VersionFile>>(files);

        TaskFailure? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelFiles, CancellationToken = stop.Token };
        try
        {
            await Parallel.ForEachAsync(wanted, parallel, async (index, token) =>
            {
                var answer = await leases.FetchOnceAsync(version, files[index], token);
                if (answer.IsSuccess)
                {
                    files[index] = answer.Value;
                }
                else if (isLastAttempt && answer.Failure.Category == FailureCategory.Transient)
                {
                    files[index] = files[index] with { State = FileState.Unreadable, Note = answer.Failure.Message };
                }
                else
                {
                    Interlocked.CompareExchange(ref failure, answer.Failure, null);
                    await stop.CancelAsync();
                }
            });
        }
        catch (OperationCanceledException) when (failure is not null && !cancellationToken.IsCancellationRequested)
        {
            return failure;
        }
        if (failure is not null) return failure;
        return Answers.Of<IReadOnlyList<VersionFile>>(files);
    }
}
