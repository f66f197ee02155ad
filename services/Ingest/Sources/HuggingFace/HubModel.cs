using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Contracts.Values;

namespace Assay.Ingest.Sources.HuggingFace;

/// <summary>What the hub says of a model.</summary>
/// <param name="Name">Its present name.</param>
/// <param name="RepositoryId">The hub's id, which survives renames.</param>
/// <param name="Commit">40 hexadecimal digits.</param>
/// <param name="IsDisabled">True: the hub has taken it down.</param>
/// <param name="Metadata">What an analyser may want, as a JSON object.</param>
internal sealed record HubModel(string Name, string RepositoryId, string Commit, bool IsDisabled, string Metadata)
{
    private const int MaxBaseModels = 32;

    /// <summary>The hub's list of issues may be as long as its list of files; it can be asked for again.</summary>
    private const int MaxSecurityText = 32 << 10;

    private const string BaseModelTag = "base_model:";

    /// <summary>Null: the document is not a model's.</summary>
    public static HubModel? Read(JsonElement root)
    {
        if (HubJson.Text(root, "id") is not { } name || !HubReference.IsRepository(name)) return null;
        if (HubJson.Text(root, "_id") is not { Length: > 0 and <= 64 } id || HubJson.Text(root, "sha") is not { } sha) return null;
        // A commit has the form of a git object id.
        if (!GitBlobDigest.TryParse(sha, out var commit)) return null;
        return new(name, id, commit.Hex, HubJson.IsTrue(root, "disabled"), Describe(root, id));
    }

    private static string Describe(JsonElement root, string id)
    {
        var description = new JsonObject
        {
            ["repository_id"] = id,
            ["gated"] = HubJson.IsTrue(root, "gated") ? "auto" : HubJson.Text(root, "gated"),
            ["disabled"] = HubJson.IsTrue(root, "disabled"),
            ["private"] = HubJson.IsTrue(root, "private"),
            ["pipeline_tag"] = HubJson.Text(root, "pipeline_tag"),
            ["library_name"] = HubJson.Text(root, "library_name"),
            ["last_modified"] = HubJson.Text(root, "lastModified"),
            ["base_models"] = new JsonArray([.. BaseModels(root).Take(MaxBaseModels).Select(name => JsonValue.Create(name))]),
        };
        if (root.TryGetProperty("securityRepoStatus", out var security) && security.GetRawText() is { Length: <= MaxSecurityText } text)
            description["security_status"] = JsonNode.Parse(text);
        return description.ToJsonString();
    }

    /// <summary>From the tags, which the hub derives, and from the card, which the author writes.</summary>
    private static IEnumerable<string> BaseModels(JsonElement root)
    {
        var names = new List<string>();
        if (root.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Array)
        {
            foreach (var tag in tags.EnumerateArray())
            {
                if (tag.TextOrNull() is { } text && text.StartsWith(BaseModelTag, StringComparison.Ordinal))
                    names.Add(text[(text.LastIndexOf(':') + 1)..]);
            }
        }
        if (root.TryGetProperty("cardData", out var card) && card.ValueKind == JsonValueKind.Object
            && card.TryGetProperty("base_model", out var declared))
        {
            IEnumerable<JsonElement> values = declared.ValueKind == JsonValueKind.Array ? declared.EnumerateArray() : [declared];
            names.AddRange(values.Select(value => value.TextOrNull()).OfType<string>());
        }
        return names.Where(HubReference.IsRepository).Distinct(StringComparer.Ordinal);
    }
}
