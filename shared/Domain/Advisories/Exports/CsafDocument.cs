using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Assay.Domain.Advisories.Exports;

/// <summary>
/// CSAF 2.0, profile 5 (VEX). Files and packages are identified by hash and package URL; what CSAF has no member for, by a generic URI. A withdrawn advisory
/// says of its products that they are under investigation, since CSAF 2.0 has no word for it.
/// </summary>
internal static partial class CsafDocument
{
    public static JsonObject Of(Advisory advisory, AdvisoryPublisher publisher)
    {
        var products = new CsafProducts();
        var affected = advisory.Affected.Select(products.Add).ToList();
        var unaffected = advisory.Unaffected.Select(products.Add).ToList();
        var replacement = advisory.Replacement is { } r ? products.Add(r) : null;
        // VEX wants a product; an advisory that names none is about something that this instance cannot name.
        if (affected.Count + unaffected.Count == 0 && replacement is null) affected.Add(products.AddUnnamed());
        return new()
        {
            ["document"] = Document(advisory, publisher),
            ["product_tree"] = new JsonObject { ["full_product_names"] = products.Tree },
            ["vulnerabilities"] = new JsonArray(Vulnerability(advisory, affected, unaffected, replacement)),
        };
    }

    private static JsonObject Document(Advisory advisory, AdvisoryPublisher publisher)
    {
        var version = advisory.Revision.ToString(CultureInfo.InvariantCulture);
        var document = new JsonObject
        {
            ["category"] = "csaf_vex",
            ["csaf_version"] = "2.0",
            ["title"] = advisory.Title,
            ["aggregate_severity"] = new JsonObject { ["text"] = advisory.Severity.ToString().ToLowerInvariant() },
            ["publisher"] = new JsonObject { ["category"] = "coordinator", ["name"] = publisher.Name, ["namespace"] = publisher.Namespace },
            ["tracking"] = new JsonObject
            {
                ["current_release_date"] = AdvisoryExport.Time(advisory.ModifiedAt),
                ["generator"] = new JsonObject { ["engine"] = new JsonObject { ["name"] = "assay", ["version"] = publisher.Version } },
                ["id"] = advisory.Id,
                ["initial_release_date"] = AdvisoryExport.Time(advisory.IssuedAt),
                ["revision_history"] = History(advisory),
                ["status"] = "final",
                ["version"] = version,
            },
        };
        if (advisory.References.Count > 0) document["references"] = new JsonArray([.. advisory.References.Select(r => new JsonObject { ["category"] = "external", ["summary"] = r.Title ?? r.Url, ["url"] = r.Url })]);
        if (advisory.IsWithdrawn)
        {
            document["notes"] = new JsonArray(new JsonObject
            {
                ["category"] = "general",
                ["title"] = "Withdrawn",
                ["text"] = $"Withdrawn on {AdvisoryExport.Time(advisory.WithdrawnAt!.Value)}: {advisory.WithdrawnReason ?? "no reason was given"}",
            });
        }
        return document;
    }

    /// <summary>Numbers from 1 without a gap, as the profile asks; dates of the revisions between are not part of a record, so the first and the last are dated.</summary>
    private static JsonArray History(Advisory advisory)
    {
        var history = new JsonArray();
        for (var number = 1; number <= advisory.Revision; number++)
        {
            history.Add(new JsonObject
            {
                ["date"] = AdvisoryExport.Time(number == 1 ? advisory.IssuedAt : advisory.ModifiedAt),
                ["number"] = number.ToString(CultureInfo.InvariantCulture),
                ["summary"] = number == 1 ? "Issued." : number == advisory.Revision && advisory.IsWithdrawn ? "Withdrawn." : "Modified.",
            });
        }
        return history;
    }

    private static JsonObject Vulnerability(Advisory advisory, List<string> affected, List<string> unaffected, string? replacement)
    {
        var vulnerability = new JsonObject { ["title"] = advisory.Title };
        var cve = advisory.Aliases.FirstOrDefault(a => Cve().IsMatch(a));
        if (cve is not null) vulnerability["cve"] = cve;
        vulnerability["ids"] = new JsonArray(
            [Id(advisory.Issuer, advisory.Id), .. advisory.Aliases.Where(a => a != cve).Select(a => Id(a.Split('-')[0], a))]);
        vulnerability["notes"] = new JsonArray(new JsonObject { ["category"] = "description", ["text"] = advisory.Summary });
        var status = new JsonObject();
        var word = advisory.IsWithdrawn ? AdvisoryStatus.UnderInvestigation : advisory.Status;
        var clear = word == AdvisoryStatus.NotAffected ? [.. affected, .. unaffected] : unaffected;
        if (word is AdvisoryStatus.Affected or AdvisoryStatus.Fixed) Put("known_affected", affected);
        if (word == AdvisoryStatus.UnderInvestigation) Put("under_investigation", affected);
        Put("known_not_affected", clear);
        if (replacement is not null) Put("fixed", [replacement]);
        vulnerability["product_status"] = status;
        if (status.ContainsKey("known_affected"))
        {
            vulnerability["remediations"] = new JsonArray(new JsonObject
            {
                ["category"] = replacement is null ? "none_available" : "vendor_fix",
                ["details"] = AdvisoryExport.Action(advisory),
                ["product_ids"] = AdvisoryExport.Strings(affected),
            });
        }
        if (clear.Count > 0)
            vulnerability["threats"] = new JsonArray(new JsonObject { ["category"] = "impact", ["details"] = "The flaw is not in these weights.", ["product_ids"] = AdvisoryExport.Strings(clear) });
        return vulnerability;

        void Put(string name, List<string> ids)
        {
            if (ids.Count > 0) status[name] = AdvisoryExport.Strings(ids);
        }
    }

    private static JsonObject Id(string system, string text) => new() { ["system_name"] = system, ["text"] = text };

    [GeneratedRegex("^CVE-[0-9]{4}-[0-9]{4,}$")]
    private static partial Regex Cve();
}
