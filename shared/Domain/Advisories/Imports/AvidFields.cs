using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Contracts.Values;

namespace Assay.Domain.Advisories.Imports;

/// <summary>Members of a report that may have any shape: what is not of the expected one is passed over.</summary>
internal static partial class AvidFields
{
    private const string Hub = "huggingface.co";

    /// <summary>First segments of paths at the hub that are no organisation.</summary>
    private static readonly string[] _places = ["datasets", "spaces", "docs", "blog", "models", "papers", "collections", "api", "settings", "organizations", "learn", "posts"];

    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(JsonElement element, string name) =>
        Member(element, name).TextOrNull() is { Length: > 0 } text ? text : null;

    public static DateTimeOffset? Date(JsonElement element, string name) => Text(element, name) is { Length: <= 40 } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date) ? date : null;

    public static string Line(string text, int max) => Cut(new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim(), max);

    public static string Block(string text, int max) => Cut(new string([.. text.Where(c => !char.IsControl(c) || c is '\n' or '\t')]).Trim(), max);

    public static List<AdvisoryReference> References(JsonElement report, int max) =>
    [
        .. Items(report, "references", max)
            .Select(r => (Url: Text(r, "url"), Label: Text(r, "label")))
            .Where(r => r.Url is { Length: <= 2048 } && Uri.TryCreate(r.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            .Select(r => new AdvisoryReference(r.Url!, r.Label is { } label && Line(label, AdvisoryCheck.MaxTitle) is { Length: > 0 } title ? title : null)),
    ];

    public static List<string> Aliases(JsonElement report, int max)
    {
        var texts = Items(report, "references", max).SelectMany(r => new[] { Text(r, "url"), Text(r, "label") })
            .Append(Text(Member(Member(report, "problemtype"), "description"), "value")).Append(Text(Member(report, "description"), "value"))
            .OfType<string>();
        return [.. texts.Select(t => Cut(t, 20_000)).SelectMany(t => Ids().Matches(t).Select(m => m.Value)).Distinct(StringComparer.Ordinal).Take(max)];
    }

    public static Severity Severity(JsonElement report)
    {
        var cvss = Member(Member(report, "impact"), "cvss");
        var word = Text(cvss, "baseSeverity") ?? Text(cvss, "severity");
        if (Enum.TryParse<Severity>(word, ignoreCase: true, out var named) && Enum.IsDefined(named) && !char.IsAsciiDigit(word![0])) return named;
        if (Member(cvss, "baseScore") is not { ValueKind: JsonValueKind.Number } number || !number.TryGetDouble(out var score)) return Contracts.Values.Severity.Medium;
        return score switch
        {
            >= 9 => Contracts.Values.Severity.Critical,
            >= 7 => Contracts.Values.Severity.High,
            >= 4 => Contracts.Values.Severity.Medium,
            _ => Contracts.Values.Severity.Low,
        };
    }

    /// <summary>Repositories of the hub that are named as models; where there is none, those that a link leads to.</summary>
    public static (List<AdvisoryTarget> Models, bool AreNamed) Models(JsonElement report, IEnumerable<AdvisoryReference> references, int max)
    {
        var named = Items(Member(report, "affects"), "artifacts", max).Where(a => Text(a, "type") is "Model").Select(a => Text(a, "name"))
            .Where(n => n is not null && n.Count(c => c == '/') == 1).Select(n => n!);
        var models = Targets(named);
        return models.Count > 0 ? (models, true) : (Targets(references.Select(r => OfLink(r.Url)).OfType<string>()), false);

        List<AdvisoryTarget> Targets(IEnumerable<string> names) =>
            [.. names.Select(n => new AdvisoryTarget(TargetKind.Package, $"pkg:huggingface/{n}").Normal()).OfType<AdvisoryTarget>().Distinct().Take(max)];
    }

    private static string? OfLink(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host is not (Hub or "www." + Hub)) return null;
        var parts = uri.AbsolutePath.Trim('/').Split('/');
        return parts.Length >= 2 && !_places.Contains(parts[0], StringComparer.OrdinalIgnoreCase) ? $"{parts[0]}/{parts[1]}" : null;
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name, int max) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Take(max) : [];

    private static string Cut(string text, int max)
    {
        if (text.Length <= max) return text;
        return char.IsHighSurrogate(text[max - 1]) ? text[..(max - 1)] : text[..max];
    }

    [GeneratedRegex("CVE-[0-9]{4}-[0-9]{4,7}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|AVID-[0-9]{4}-V[0-9]{3,5}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
