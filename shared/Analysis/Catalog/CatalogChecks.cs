using System.Text.RegularExpressions;
using Assay.Analysis.Containers;

namespace Assay.Analysis.Catalog;

/// <summary>What has to hold for a set of plug-ins before a service may start with it.</summary>
internal static partial class CatalogChecks
{
    /// <summary>Every error, in words for the one who wrote the plug-in.</summary>
    public static IReadOnlyList<string> Errors(IReadOnlyList<IAnalyser> analysers, IReadOnlyList<IContainerReader> containers)
    {
        var errors = new List<string>();
        var manifests = analysers.Select(a => a.Manifest).ToList();
        var ids = manifests.Select(m => m.Id).Concat(containers.Select(c => c.Manifest.Id)).ToList();
        errors.AddRange(Repeated(ids).Select(id => $"the id '{id}' is used more than once"));
        errors.AddRange(ids.Where(id => !IdPattern().IsMatch(id)).Select(id => $"the id '{id}' is not lower-case words joined by hyphens"));
        foreach (var manifest in manifests)
        {
            if (manifest.Version < 1) errors.Add($"'{manifest.Id}' has version {manifest.Version}; versions begin at 1");
            if (manifest.Accepts.Count == 0) errors.Add($"'{manifest.Id}' accepts no format");
            if (manifest.Rules.Count == 0) errors.Add($"'{manifest.Id}' has no rules");
            if (manifest.Limits.Time <= TimeSpan.Zero) errors.Add($"'{manifest.Id}' has no time limit");
        }
        var opened = Repeated(containers.SelectMany(c => c.Manifest.Accepts));
        errors.AddRange(opened.Select(format => $"the format '{format}' is opened by more than one container reader"));
        CheckRules(manifests.SelectMany(m => m.Rules).Concat(containers.SelectMany(c => c.Manifest.Rules)).Concat(ArchiveRules.All), errors);
        errors.AddRange(PrerequisiteChecks.Errors(manifests));
        return errors;
    }

    private static void CheckRules(IEnumerable<Rule> all, List<string> errors)
    {
        // One rule may be reported by several analysers: a command is the same in a script, a notebook and a configuration.
        var rules = all.Distinct().ToList();
        errors.AddRange(Repeated(rules.Select(r => r.Id)).Select(id => $"the rule id '{id}' is used more than once"));
        foreach (var rule in rules)
        {
            if (!RulePattern().IsMatch(rule.Id)) errors.Add($"the rule id '{rule.Id}' is not of the form ASY-XXX-NNN");
            if (string.IsNullOrWhiteSpace(rule.Title)) errors.Add($"rule {rule.Id} has no title");
            if (string.IsNullOrWhiteSpace(rule.Reason)) errors.Add($"rule {rule.Id} does not say why it matters");
            if (string.IsNullOrWhiteSpace(rule.Remedy)) errors.Add($"rule {rule.Id} does not say what to do");
            if (string.IsNullOrWhiteSpace(rule.Example)) errors.Add($"rule {rule.Id} has no example");
            if (rule.References.Count == 0) errors.Add($"rule {rule.Id} has no references");
        }
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.GroupBy(v => v, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key);

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^ASY-[A-Z]{3}-[0-9]{3}$")]
    private static partial Regex RulePattern();
}
