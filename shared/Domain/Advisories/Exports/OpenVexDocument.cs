using System.Text.Json.Nodes;

namespace Assay.Domain.Advisories.Exports;

/// <summary>OpenVEX 0.2.0. Repositories, bases and tensors have no member there; their products are identified by URI alone.</summary>
internal static class OpenVexDocument
{
    public static JsonObject Of(Advisory advisory, AdvisoryPublisher publisher)
    {
        var statements = new JsonArray();
        var status = advisory.IsWithdrawn ? AdvisoryStatus.UnderInvestigation : advisory.Status;
        if (advisory.Affected.Count > 0) statements.Add(Statement(advisory, Word(status), advisory.Affected));
        if (advisory.Unaffected.Count > 0) statements.Add(Statement(advisory, Word(AdvisoryStatus.NotAffected), advisory.Unaffected));
        if (advisory.Replacement is { } replacement) statements.Add(Statement(advisory, "fixed", [replacement]));
        // A document has a statement at least.
        if (statements.Count == 0) statements.Add(Statement(advisory, Word(status), []));
        return new()
        {
            ["@context"] = "https://openvex.dev/ns/v0.2.0",
            ["@id"] = $"urn:assay:advisory:{advisory.Id}:{advisory.Revision}",
            ["author"] = publisher.Name,
            ["timestamp"] = AdvisoryExport.Time(advisory.IssuedAt),
            ["last_updated"] = AdvisoryExport.Time(advisory.ModifiedAt),
            ["version"] = advisory.Revision,
            ["tooling"] = $"assay {publisher.Version}",
            ["statements"] = statements,
        };
    }

    /// <summary>What has something to be used instead is affected all the same; the replacement is what is fixed.</summary>
    private static string Word(AdvisoryStatus status) => status switch
    {
        AdvisoryStatus.UnderInvestigation => "under_investigation",
        AdvisoryStatus.NotAffected => "not_affected",
        _ => "affected",
    };

    private static JsonObject Statement(Advisory advisory, string status, IReadOnlyList<AdvisoryTarget> targets)
    {
        var statement = new JsonObject
        {
            ["vulnerability"] = new JsonObject
            {
                ["@id"] = $"urn:assay:advisory:{advisory.Id}",
                ["name"] = advisory.Id,
                ["description"] = advisory.Summary,
                ["aliases"] = AdvisoryExport.Strings(advisory.Aliases),
            },
            ["timestamp"] = AdvisoryExport.Time(advisory.ModifiedAt),
            ["products"] = new JsonArray([.. targets.Select(Product)]),
            ["status"] = status,
        };
        if (status == "affected") statement["action_statement"] = AdvisoryExport.Action(advisory);
        if (status == "not_affected") statement["impact_statement"] = "The flaw is not in these weights.";
        if (advisory.IsWithdrawn) statement["status_notes"] = $"Withdrawn: {advisory.WithdrawnReason ?? "no reason was given"}";
        return statement;
    }

    private static JsonObject Product(AdvisoryTarget target)
    {
        var product = new JsonObject { ["@id"] = AdvisoryExport.Urn(target) };
        if (target.Kind == TargetKind.Package) product["identifiers"] = new JsonObject { ["purl"] = target.Value };
        if (target.Kind == TargetKind.Artifact) product["hashes"] = new JsonObject { ["sha-256"] = target.Value };
        return product;
    }
}
