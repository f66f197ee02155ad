using System.Text.Json;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>Writes the tool with its rules (3.18, 3.19, 3.49) and the taxonomies that they refer to.</summary>
internal static class SarifDriver
{
    public static void Write(Utf8JsonWriter json, ToolInfo tool, SarifLog log)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Assay");
        json.WriteString("version", tool.Version);
        json.WriteString("semanticVersion", tool.Version);
        json.WriteStartArray("supportedTaxonomies");
        foreach (var (name, number) in Taxonomies(log).Select((t, i) => (t.Name, i)))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("index", number);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("rules");
        foreach (var rule in log.Rules) Rule(json, rule, log);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteTaxonomies(Utf8JsonWriter json, SarifLog log)
    {
        json.WriteStartArray("taxonomies");
        foreach (var (name, about, home, taxa) in Taxonomies(log))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("organization", "MITRE");
            json.WriteString("informationUri", home);
            Text(json, "shortDescription", about);
            json.WriteBoolean("isComprehensive", false);
            json.WriteStartArray("taxa");
            foreach (var taxon in taxa)
            {
                json.WriteStartObject();
                json.WriteString("id", RuleReference.CweNumber(taxon) ?? taxon);
                json.WriteString("helpUri", RuleReference.Link(taxon));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", SarifText.Message(text));
        json.WriteEndObject();
    }

    private static (string Name, string About, string Home, IReadOnlyList<string> Taxa)[] Taxonomies(SarifLog log) =>
    [
        ("CWE", "Common Weakness Enumeration", "https://cwe.mitre.org/", log.Weaknesses),
        ("ATLAS", "Adversarial Threat Landscape for AI Systems", "https://atlas.mitre.org/", log.Techniques),
    ];

    private static void Rule(Utf8JsonWriter json, SarifRule rule, SarifLog log)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("name", SarifRuleText.Name(rule.Title));
        Text(json, "shortDescription", rule.Title);
        Text(json, "fullDescription", SarifRuleText.Full(rule));
        json.WriteStartObject("help");
        json.WriteString("text", SarifText.Message(SarifRuleText.Plain(rule)));
        json.WriteString("markdown", SarifRuleText.Markdown(rule));
        json.WriteEndObject();
        // The page of what the rule stands for; the rule's own text travels in the log.
        if (rule.References.Select(RuleReference.Link).FirstOrDefault(link => link is not null) is { } help) json.WriteString("helpUri", help);
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", SarifRule.Level(rule.Texts?.Severity ?? rule.Severity));
        json.WriteEndObject();
        Relationships(json, rule, log);
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        foreach (var tag in SarifRuleText.Tags(rule)) json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString("security-severity", rule.Score);
        json.WriteString("precision", rule.Precision);
        json.WriteString("problem.severity", rule.Problem);
        if (rule.Texts is { } texts) json.WriteString("analyser", texts.Analyser);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Relationships(Utf8JsonWriter json, SarifRule rule, SarifLog log)
    {
        json.WriteStartArray("relationships");
        foreach (var (taxonomy, number) in Taxonomies(log).Select((t, i) => (t, i)))
        {
            for (var i = 0; i < taxonomy.Taxa.Count; i++)
            {
                if (!rule.References.Contains(taxonomy.Taxa[i])) continue;
                json.WriteStartObject();
                json.WriteStartObject("target");
                json.WriteString("id", RuleReference.CweNumber(taxonomy.Taxa[i]) ?? taxonomy.Taxa[i]);
                json.WriteNumber("index", i);
                json.WriteStartObject("toolComponent");
                json.WriteString("name", taxonomy.Name);
                json.WriteNumber("index", number);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteStartArray("kinds");
                json.WriteStringValue("relevant");
                json.WriteEndArray();
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    }
}
