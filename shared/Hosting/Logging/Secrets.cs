using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Assay.Hosting.Logging;

/// <summary>
/// The secret values of the configuration, by the names of their keys, to be struck out of whatever is logged. The net below the rule that nothing
/// logs them in the first place.
/// </summary>
public sealed partial class Secrets
{
    public const string Replacement = "***";

    /// <summary>Shorter values would strike out half of every line.</summary>
    private const int MinLength = 6;

    /// <summary>Variables that libraries read past the configuration.</summary>
    private static readonly string[] OfOtherTools = ["HF_TOKEN", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    private readonly IReadOnlyList<string> _values;

    public Secrets(IConfiguration configuration)
    {
        var pairs = configuration.AsEnumerable().Where(p => p.Value is not null).ToList();
        var named = pairs.Where(p => Name().IsMatch(p.Key[(p.Key.LastIndexOf(':') + 1)..])).Select(p => p.Value!);
        var inside = pairs.SelectMany(p => Inside().Matches(p.Value!)).Select(m => m.Groups["value"].Value);
        var around = OfOtherTools.Select(name => Environment.GetEnvironmentVariable(name) ?? "");
        _values = [.. named.Concat(inside).Concat(around).Where(v => v.Length >= MinLength).Distinct().OrderByDescending(v => v.Length)];
    }

    /// <summary>The text with every secret value struck out.</summary>
    public string Strike(string text)
    {
        foreach (var value in _values) text = text.Replace(value, Replacement, StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex("(password|secret|token|accesskey|apikey|privatekey|credential)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    /// <summary>Passwords inside connection strings and addresses.</summary>
    [GeneratedRegex("(password|pwd)\\s*=\\s*(?<value>[^;]+)|://[^/:@\\s]+:(?<value>[^@/\\s]+)@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Inside();
}
