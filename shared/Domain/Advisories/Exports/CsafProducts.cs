using System.Globalization;
using System.Text.Json.Nodes;

namespace Assay.Domain.Advisories.Exports;

/// <summary>The products of one CSAF document, each once.</summary>
internal sealed class CsafProducts
{
    private readonly Dictionary<AdvisoryTarget, string> _ids = [];

    public JsonArray Tree { get; } = [];

    /// <summary>The product's id.</summary>
    public string Add(AdvisoryTarget target)
    {
        if (_ids.TryGetValue(target, out var known)) return known;
        return _ids[target] = Add(Name(target), Helper(target));
    }

    public string AddUnnamed() => Add("Weights that the description names", null);

    private string Add(string name, JsonObject? helper)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"CSAFPID-{Tree.Count + 1:d4}");
        var product = new JsonObject { ["name"] = name, ["product_id"] = id };
        if (helper is not null) product["product_identification_helper"] = helper;
        Tree.Add(product);
        return id;
    }

    private static string Name(AdvisoryTarget target) => target.Kind switch
    {
        TargetKind.Artifact => $"File with SHA-256 {target.Value}",
        TargetKind.Manifest => $"Model version with manifest {target.Value}",
        TargetKind.Package => $"Model {target.Scope}",
        TargetKind.Repository => $"Model repository with id {target.Value}",
        TargetKind.Base => $"Models made from {target.Value}",
        _ => $"Models with the tensor {target.Value}",
    };

    private static JsonObject Helper(AdvisoryTarget target) => target.Kind switch
    {
        // CSAF wants a file name; the digest is what identifies the file, and it has any name.
        TargetKind.Artifact => new()
        {
            ["hashes"] = new JsonArray(new JsonObject
            {
                ["file_hashes"] = new JsonArray(new JsonObject { ["algorithm"] = "sha256", ["value"] = target.Value }),
                ["filename"] = "any",
            }),
        },
        TargetKind.Package => new() { ["purl"] = target.Value },
        _ => new() { ["x_generic_uris"] = new JsonArray(new JsonObject { ["namespace"] = $"urn:assay:{AdvisoryExport.Word(target.Kind)}", ["uri"] = AdvisoryExport.Urn(target) }) },
    };
}
