using System.Text.Json.Nodes;

namespace Assay.Domain.Advisories.Exports;

/// <summary>
/// OSV 1.6. It has neither an ecosystem for model hubs nor digests: a package becomes a GIT range of its repository, everything else stands in
/// <c>database_specific</c>.
/// </summary>
internal static class OsvDocument
{
    public static JsonObject Of(Advisory advisory)
    {
        var document = new JsonObject
        {
            ["schema_version"] = "1.6.0",
            ["id"] = advisory.Id,
            ["modified"] = AdvisoryExport.Time(advisory.ModifiedAt),
            ["published"] = AdvisoryExport.Time(advisory.IssuedAt),
        };
        if (advisory.WithdrawnAt is { } withdrawn) document["withdrawn"] = AdvisoryExport.Time(withdrawn);
        document["aliases"] = AdvisoryExport.Strings(advisory.Aliases);
        document["summary"] = advisory.Title;
        document["details"] = advisory.Summary;
        if (advisory.Status != AdvisoryStatus.NotAffected) document["affected"] = Affected(advisory);
        document["references"] = new JsonArray([.. advisory.References.Select(r => new JsonObject { ["type"] = "WEB", ["url"] = r.Url })]);
        var specific = new JsonObject
        {
            ["severity"] = advisory.Severity.ToString().ToUpperInvariant(),
            ["status"] = advisory.Status.ToString(),
            ["issuer"] = advisory.Issuer,
            ["unaffected"] = AdvisoryExport.Strings(advisory.Unaffected.Select(AdvisoryExport.Urn)),
        };
        if (advisory.Replacement is { } replacement) specific["replacement"] = AdvisoryExport.Urn(replacement);
        document["database_specific"] = specific;
        return document;
    }

    private static JsonArray Affected(Advisory advisory)
    {
        var affected = new JsonArray();
        foreach (var package in advisory.Affected.Where(t => t.Kind == TargetKind.Package)) affected.Add(Package(package));
        var others = advisory.Affected.Where(t => t.Kind != TargetKind.Package).ToList();
        if (others.Count > 0)
        {
            var specific = new JsonObject();
            foreach (var group in others.GroupBy(t => t.Kind)) specific[Name(group.Key)] = AdvisoryExport.Strings(group.Select(t => t.Value));
            affected.Add(new JsonObject { ["database_specific"] = specific });
        }
        return affected;
    }

    private static JsonObject Package(AdvisoryTarget target)
    {
        var scope = target.Scope!;
        var events = new JsonArray(new JsonObject { ["introduced"] = scope.Revision ?? "0" });
        if (scope.Revision is { } commit) events.Add(new JsonObject { ["last_affected"] = commit });
        return new()
        {
            ["ranges"] = new JsonArray(new JsonObject { ["type"] = "GIT", ["repo"] = $"https://huggingface.co/{scope.Repository}", ["events"] = events }),
            ["database_specific"] = new JsonObject { ["purl"] = target.Value },
        };
    }

    private static string Name(TargetKind kind) => kind switch
    {
        TargetKind.Artifact => "sha256",
        TargetKind.Manifest => "manifest_sha256",
        TargetKind.Tensor => "tensor_sha256",
        TargetKind.Base => "base_models",
        _ => "repository_ids",
    };
}
