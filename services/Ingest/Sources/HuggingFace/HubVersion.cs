using System.Net;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Ingest.Fetching;
using Assay.Storage.Blobs;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>A commit of a model on a hub.</summary>
internal sealed class HubVersion(SourceListing listing, SourceRequest request, HubClient client, IBlobStore blobs, OutlineStore outlines, long maxFileBytes) : ISourceVersion
{
    private const int MaxExpiredAddresses = 3;

    public SourceListing Listing => listing;

    /// <summary>
    /// Downloads a file. Where the bytes are not the declared ones, they are fetched once more, and then kept under their real digest: which
    /// bytes a hub serves under a wrong name is evidence.
    /// </summary>
    public async Task<Answer<VersionFile>> FetchAsync(VersionFile file, CancellationToken cancellationToken)
    {
        if (request.IsOutlined(file.Size)) return await OutlineAsync(file, cancellationToken);
        try
        {
            var answer = await DownloadAsync(file, new(file.DeclaredSize, file.DeclaredSha256), cancellationToken);
            if (!answer.IsSuccess || !IsOtherThanDeclared(answer.Value)) return answer;
        }
        catch (BlobMismatchException)
        {
        }
        catch (DownloadBrokenException e)
        {
            return Judge(file, e.Failure);
        }
        try
        {
            return await DownloadAsync(file, default, cancellationToken);
        }
        catch (DownloadBrokenException e)
        {
            return Judge(file, e.Failure);
        }
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<Answer<VersionFile>> OutlineAsync(VersionFile file, CancellationToken cancellationToken)
    {
        try
        {
            return Answers.Of(await outlines.PutAsync(file, new HubRanges(client, AddressOf(file), file.Size), cancellationToken));
        }
        catch (DownloadBrokenException e)
        {
            return Judge(file, e.Failure);
        }
    }

    private HubRequest AddressOf(VersionFile file) =>
        new(client.Address.Of($"/{listing.Name}/resolve/{listing.Revision}/{HubAddress.QuotePath(file.Path)}"), HubClass.Resolvers);

    private async Task<Answer<VersionFile>> DownloadAsync(VersionFile file, BlobExpectation expected, CancellationToken cancellationToken)
    {
        var get = AddressOf(file);
        var answer = await OpenAsync(get, cancellationToken);
        if (!answer.IsSuccess) return answer.Failure;
        using var response = answer.Value;
        if (response.Message.StatusCode != HttpStatusCode.OK) return Refused(file, response);
        await using var content = new HubDownload(client, get, response, maxFileBytes);
        var receipt = await blobs.PutAsync(content, expected with { Length = expected.Length ?? content.Announced }, cancellationToken);
        return Answers.Of(file with
        {
            State = FileState.Stored,
            Size = receipt.Length,
            Sha256 = receipt.Sha256,
            // Only where it is compared: a file that the store had already is known by its SHA-256 alone, and the listing must be the same.
            GitBlob = file.DeclaredGitBlob.IsEmpty ? default : receipt.GitBlob,
        });
    }

    /// <summary>A signed address may have expired on its way through caches: the hub gives a new one.</summary>
    private async Task<Answer<HubResponse>> OpenAsync(HubRequest get, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await client.GetAsync(get, cancellationToken);
            if (!answer.IsSuccess || client.Address.IsOwn(answer.Value.Address)) return answer;
            if (answer.Value.Message.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)) return answer;
            answer.Value.Dispose();
            if (attempt == MaxExpiredAddresses)
                return Answers.Fail(
                    FailureCategory.Transient, $"{get.Address.AbsolutePath}: the hub hands out download addresses that are not accepted.");
        }
    }

    private Answer<VersionFile> Refused(VersionFile file, HubResponse response)
    {
        var isMissing = response.Header("X-Error-Code") == HubErrors.EntryNotFound
            || response.Message.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;
        return isMissing
            ? Answers.Of(file with { State = FileState.Missing, Note = "listed, but the hub does not have it" })
            : Judge(file, HubErrors.Explain(response, request.Target, client.HasToken));
    }

    /// <summary>What is wrong with one file only is noted with the file.</summary>
    private static Answer<VersionFile> Judge(VersionFile file, TaskFailure failure) => failure.Category == FailureCategory.BadInput
        ? Answers.Of(file with { State = FileState.Unreadable, Note = failure.Message })
        : failure;

    private static bool IsOtherThanDeclared(VersionFile file) => !file.DeclaredGitBlob.IsEmpty && file.GitBlob != file.DeclaredGitBlob;
}
