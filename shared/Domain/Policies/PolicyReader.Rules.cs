using System.Globalization;
using System.Text.RegularExpressions;
using Assay.Contracts.Values;
using YamlDotNet.RepresentationModel;

namespace Assay.Domain.Policies;

/// <summary>What a policy says about single rules: suppressions and severities.</summary>
internal sealed partial class PolicyReader
{
    public IReadOnlyList<Suppression> Suppressions(string key)
    {
        if (Find(key) is not { } node) return [];
        if (node is not YamlSequenceNode list)
        {
            Fail(node, $"key '{key}' must be a list");
            return [];
        }
        return [.. list.Children.Select(Suppression).OfType<Suppression>()];
    }

    public IReadOnlyDictionary<string, Severity> Severities(string key)
    {
        var severities = new Dictionary<string, Severity>(StringComparer.Ordinal);
        if (Find(key) is not { } node) return severities;
        if (node is not YamlMappingNode map)
        {
            Fail(node, $"key '{key}' must hold rule ids with a severity each, such as 'ASY-PKL-004: low'");
            return severities;
        }
        var reader = new PolicyReader(map, Errors);
        foreach (var name in map.Children.Keys)
        {
            if (name is not YamlScalarNode { Value: { } id } || !RuleId().IsMatch(id))
                Fail(name, $"'{name}' is not a rule id such as ASY-PKL-004");
            else severities[id] = reader.Choice(id, Severity.Info);
        }
        return severities;
    }

    private Suppression? Suppression(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            Fail(node, "a suppression holds 'rule', 'reason' and, if wanted, 'path', 'sha256' and 'expires'");
            return null;
        }
        var reader = new PolicyReader(map, Errors);
        reader.RefuseOtherKeys(["rule", "path", "sha256", "reason", "expires"]);
        return new(reader.Rule("rule"), reader.Scalar("path"), reader.Text("reason"), reader.Day("expires")) { Sha256 = reader.Sha256("sha256") };
    }

    private string Rule(string key)
    {
        var id = Text(key);
        if (id.Length > 0 && !RuleId().IsMatch(id)) Fail(Find(key)!, $"'{id}' is not a rule id such as ASY-PKL-004");
        return id;
    }

    private DateOnly? Day(string key)
    {
        if (Find(key) is not { } node) return null;
        var text = (node as YamlScalarNode)?.Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Fail(node, $"key '{key}' must be a day such as 2027-01-31");
        return null;
    }

    private Sha256Digest? Sha256(string key)
    {
        if (Find(key) is not { } node) return null;
        if (node is YamlScalarNode { Value: { } text } && Sha256Digest.TryParse(text, out var digest)) return digest;
        Fail(node, $"key '{key}' must be a SHA-256 in 64 hexadecimal digits");
        return null;
    }

    [GeneratedRegex(@"\AASY-[A-Z]{3}-[0-9]{3}\z")]
    private static partial Regex RuleId();
}
