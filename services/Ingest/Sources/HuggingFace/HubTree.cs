using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Contracts.Findings;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>Lists all files of a commit, page by page.</summary>
internal sealed partial class HubTree(HubClient client, SourceRequest request, IngestOptions limits)
{
    private readonly Dictionary<string, VersionFile> _files = new(StringComparer.Ordinal);

    /// <summary>The files in ordinal order of paths.</summary>
    public async Task<Answer<IReadOnlyList<VersionFile>>> ReadAsync(string repository, string commit, CancellationToken cancellationToken)
    {
        // A page that repeats itself would be followed for ever: there are never more pages than files.
        Uri? page = client.Address.Of($"/api/models/{repository}/tree/{commit}?recursive=true&expand=false");
        for (var pages = 0; page is not null; pages++)
        {
            if (pages > limits.MaxFiles) return TooMany();
            var next = await ReadPageAsync(page, cancellationToken);
            if (!next.IsSuccess) return next.Failure;
            page = next.Value.Next;
            if (_files.Count > limits.MaxFiles) return TooMany();
        }
        return Answers.Of<IReadOnlyList<VersionFile>>([.. _files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)]);
    }

    private async Task<Answer<Page>> ReadPageAsync(Uri page, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(new(page, HubClass.Api), cancellationToken);
        if (!answer.IsSuccess) return answer.Failure;
        using var response = answer.Value;
        if (!response.Message.IsSuccessStatusCode) return HubErrors.Explain(response, request.Target, client.HasToken);
        var json = await HubJson.ReadAsync(response, client, cancellationToken);
        if (!json.IsSuccess) return json.Failure;
        using var document = json.Value;
        if (document.RootElement.ValueKind != JsonValueKind.Array) return WrongShape(page);
        var before = _files.Count;
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || !HubTreeEntry.TryRead(entry, request, limits, out var file)) return WrongShape(page);
            if (file is not null && !_files.TryAdd(file.Path, file)) return WrongShape(page);
        }
        var link = NextLink(response.Header("Link"));
        if (link is null) return Answers.Of(new Page(null));
        // An empty page that has a next one could go on for ever.
        var next = document.RootElement.GetArrayLength() == 0 ? null : client.Address.Follow(response.Address, link);
        return next is not null && client.Address.IsOwn(next)
            ? Answers.Of(new Page(next))
            : Answers.Fail(FailureCategory.BadInput, $"{Shown}: the hub's file list continues at an address that is not followed.");
    }

    private string Shown => EvidenceText.Quote(request.Target);

    private TaskFailure WrongShape(Uri page) => Answers.Fail(
        FailureCategory.BadInput, $"{Shown}: the file list at {page.GetLeftPart(UriPartial.Path)} has not the form of a file list.");

    private TaskFailure TooMany() => Answers.Fail(FailureCategory.BadInput, $"{Shown} has more than {limits.MaxFiles} files (Ingest:MaxFiles).");

    private static string? NextLink(string? header) => header is { Length: <= 8192 } && NextPattern().Match(header) is { Success: true } match
        ? match.Groups[1].Value : null;

    [GeneratedRegex("<([^<>]*)>\\s*;\\s*rel=\"next\"", RegexOptions.CultureInvariant)]
    private static partial Regex NextPattern();

    private sealed record Page(Uri? Next);
}
