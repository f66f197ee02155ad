using System.Text.Json;
using Assay.Contracts.Findings;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Ingest.Fetching;
using Assay.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>A model on the Hugging Face Hub or on a mirror: <c>hf://org/name[@revision]</c>.</summary>
internal sealed class HuggingFaceSource(HubClient client, IBlobStore blobs, IOptions<IngestOptions> options) : ISource
{
    public string Kind => "hf";

    public bool Accepts(string target) => target.StartsWith(HubReference.Scheme, StringComparison.Ordinal);

    public async Task<Answer<ISourceVersion>> ResolveAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        var shown = EvidenceText.Quote(request.Target);
        if (request.Offline)
            return Answers.Fail(
                FailureCategory.BadInput, $"{shown} is on a hub, and the scan is offline; scan without --offline, or scan a local copy.");
        if (HubReference.Parse(request.Target) is not { } reference)
            return Answers.Fail(FailureCategory.BadInput, $"{shown} does not have the form hf://org/name[@revision].");

        var found = await ReadModelAsync(reference, request, cancellationToken);
        if (!found.IsSuccess) return found.Failure;
        var model = found.Value;
        if (model.IsDisabled) return Answers.Fail(FailureCategory.Forbidden, $"{shown} has been disabled by the hub; it cannot be read by anyone.");
        var tree = await new HubTree(client, request, options.Value).ReadAsync(model.Name, model.Commit, cancellationToken);
        if (!tree.IsSuccess) return tree.Failure;

        var files = new List<VersionFile>(tree.Value.Count);
        foreach (var file in tree.Value) files.Add(await RecallAsync(file, cancellationToken));
        var listing = new SourceListing(model.Name, model.RepositoryId, model.Commit, files, model.Metadata, Notes(reference, model));
        return Answers.Of<ISourceVersion>(new HubVersion(listing, request, client, blobs, new OutlineStore(blobs), options.Value.MaxFileBytes));
    }

    private async Task<Answer<HubModel>> ReadModelAsync(HubReference reference, SourceRequest request, CancellationToken cancellationToken)
    {
        var revision = reference.Revision is null ? "" : $"/revision/{HubAddress.Quote(reference.Revision)}";
        var address = client.Address.Of($"/api/models/{reference.Repository}{revision}?blobs=true&securityStatus=true");
        var answer = await client.GetAsync(new(address, HubClass.Api), cancellationToken);
        if (!answer.IsSuccess) return answer.Failure;
        using var response = answer.Value;
        if (!response.Message.IsSuccessStatusCode) return HubErrors.Explain(response, request.Target, client.HasToken);
        var json = await HubJson.ReadAsync(response, client, cancellationToken);
        if (!json.IsSuccess) return json.Failure;
        using JsonDocument document = json.Value;
        if (HubModel.Read(document.RootElement) is { } model) return Answers.Of(model);
        return Answers.Fail(
            FailureCategory.BadInput,
            $"{EvidenceText.Quote(request.Target)}: the answer of {response.Address.GetLeftPart(UriPartial.Path)} does not describe a model.");
    }

    /// <summary>Bytes that are in the store under the declared digest are not fetched again.</summary>
    private async Task<VersionFile> RecallAsync(VersionFile file, CancellationToken cancellationToken)
    {
        if (!SourceListing.IsToFetch(file) || file.DeclaredSha256.IsEmpty) return file;
        return await blobs.LengthAsync(file.DeclaredSha256, cancellationToken) is { } length
            ? file with { State = FileState.Stored, Sha256 = file.DeclaredSha256, Size = length }
            : file;
    }

    /// <summary>A redirect may lead to another repository that took the name over: the reader should know.</summary>
    private static List<string> Notes(HubReference reference, HubModel model) => reference.Repository == model.Name
        ? []
        : [$"{reference.Repository} was redirected to {model.Name} (repository {model.RepositoryId}): renamed, moved, or another took its name."];
}
