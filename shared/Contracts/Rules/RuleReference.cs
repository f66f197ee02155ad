using System.Text.RegularExpressions;

namespace Assay.Contracts.Rules;

/// <summary>Where the things that rules refer to are described.</summary>
public static partial class RuleReference
{
    /// <summary>Address of the page; null where the text is of no known kind, so that nothing unknown ever becomes a link.</summary>
    public static string? Link(string reference)
    {
        if (CweNumber(reference) is { } cwe) return $"https://cwe.mitre.org/data/definitions/{cwe}.html";
        if (IsAtlas(reference)) return $"https://atlas.mitre.org/techniques/{reference}";
        if (Cve().IsMatch(reference)) return $"https://nvd.nist.gov/vuln/detail/{reference}";
        if (Ghsa().IsMatch(reference)) return $"https://github.com/advisories/{reference}";
        return Address().IsMatch(reference) ? reference : null;
    }

    /// <summary>502 of <c>CWE-502</c>; null for anything else.</summary>
    public static string? CweNumber(string reference) => Cwe().Match(reference) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>True for a technique of MITRE ATLAS.</summary>
    public static bool IsAtlas(string reference) => Atlas().IsMatch(reference);

    [GeneratedRegex(@"\ACWE-([0-9]{1,5})\z")]
    private static partial Regex Cwe();

    [GeneratedRegex(@"\AAML\.T[0-9]{4}(\.[0-9]{3})?\z")]
    private static partial Regex Atlas();

    [GeneratedRegex(@"\ACVE-[0-9]{4}-[0-9]{4,7}\z")]
    private static partial Regex Cve();

    [GeneratedRegex(@"\AGHSA(-[0-9a-z]{4}){3}\z")]
    private static partial Regex Ghsa();

    [GeneratedRegex(@"\Ahttps://[A-Za-z0-9.-]+(/[A-Za-z0-9._~%+#=?&/-]*)?\z")]
    private static partial Regex Address();
}
