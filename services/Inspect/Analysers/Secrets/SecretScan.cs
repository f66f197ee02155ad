using System.Buffers;
using System.Text.RegularExpressions;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Secrets;

/// <summary>Searches text for credentials. What is found is never shown whole: four characters and the length.</summary>
internal static partial class SecretScan
{
    /// <summary>Longest credential of all kinds, and what stands around it.</summary>
    private const int Window = 4096;

    private static readonly SearchValues<string> Starts = SearchValues.Create([.. SecretPattern.All.Select(p => p.Start).Distinct(), "-----BEGIN", "://"], StringComparison.Ordinal);

    private static readonly string[] Placeholders =
        ["EXAMPLE", "example", "xxxx", "XXXX", "your", "YOUR", "placeholder", "dummy", "sample", "0000000", "1234567890", "abcdefgh", "ABCDEFGH", "aaaaaa", "test_test", "changeme", "redacted", "REDACTED", "deadbeef", "insert", "fake", "FAKE", "<", "..."];

    public static void Examine(ReadOnlySpan<char> text, long offset, SourceFindings findings)
    {
        var at = 0;
        var count = 0;
        while (at < text.Length && count < 100)
        {
            var next = text[at..].IndexOfAny(Starts);
            if (next < 0) return;
            at += next;
            var window = text.Slice(at, Math.Min(Window, text.Length - at)).ToString();
            if (window.StartsWith("-----BEGIN", StringComparison.Ordinal)) Key(window, offset + at, findings);
            else if (window.StartsWith("://", StringComparison.Ordinal)) Password(text, at, window, offset, findings);
            else if (at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] is '_') || window[0] == ':')
            {
                foreach (var pattern in SecretPattern.All)
                {
                    if (!window.StartsWith(pattern.Start, StringComparison.Ordinal) || pattern.Shape.Match(window) is not { Success: true } match) continue;
                    var secret = match.Groups[1].Value;
                    if (pattern.Start == ":AA" && !BotNumber().IsMatch(text.Slice(Math.Max(0, at - 11), Math.Min(11, at)))) continue;
                    if (IsPlaceholder(secret, pattern)) continue;
                    Report(SecretRules.Token, pattern.Name, secret, offset + at, findings);
                    count++;
                    break;
                }
            }
            at++;
        }
    }

    private static void Key(string window, long offset, SourceFindings findings)
    {
        if (Pem().Match(window) is not { Success: true } match) return;
        var body = match.Groups[2].Value.Replace("\\n", "\n", StringComparison.Ordinal);
        var letters = body.Count(char.IsAsciiLetterOrDigit);
        // A heading in a manual is followed by dots or by nothing.
        if (letters < 24 || Placeholders.Any(p => body.Contains(p, StringComparison.Ordinal)) || Entropy(body) < 3.0) return;
        Report(SecretRules.Key, $"a private key ({match.Groups[1].Value.Trim()})", body.Trim(), offset, findings);
    }

    private static void Password(ReadOnlySpan<char> text, int at, string window, long offset, SourceFindings findings)
    {
        var start = at;
        while (start > 0 && at - start < 20 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '-')) start--;
        var scheme = text[start..at].ToString();
        if (Login().Match(window) is not { Success: true } match) return;
        var (user, password, host) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        var isDatabase = scheme is "postgres" or "postgresql" or "mysql" or "mongodb" or "mongodb+srv" or "redis" or "rediss" or "amqp" or "amqps" or "mssql" or "mysql+pymysql" or "postgresql+psycopg2" or "postgresql+asyncpg" or "ftp" or "sftp" or "smtp" or "smtps";
        if (!isDatabase && scheme is not ("http" or "https")) return;
        if (password.Length < 6 || password.Equals(user, StringComparison.OrdinalIgnoreCase) || password is "password" or "postgres" or "secret" or "passwd" or "mypassword" || password.StartsWith('$') || password.StartsWith('{') || password.StartsWith('%')
            || password.All(c => c is '*' or 'x' or 'X' or '.') || Placeholders.Any(p => password.Contains(p, StringComparison.Ordinal) || host.Contains("example", StringComparison.Ordinal))) return;
        if (!isDatabase && (Entropy(password) < 2.8 || password.Length < 8)) return;
        if (host is "localhost" or "127.0.0.1" && Entropy(password) < 3) return;
        Report(SecretRules.Password, $"a password for {EvidenceText.Quote(host, 60)}", password, offset + start, findings);
    }

    private static bool IsPlaceholder(string secret, SecretPattern pattern)
    {
        var body = secret[pattern.Start.Length..];
        if (Placeholders.Any(p => body.Contains(p, StringComparison.Ordinal)) || Entropy(body) < pattern.MinimumEntropy) return true;
        if (pattern.Start.StartsWith("gh", StringComparison.Ordinal) && pattern.Start.Length == 4) return !GitHubChecksum.Fits(secret) && Entropy(body) < 4;
        return pattern.Start == "hf_" && !(body.Any(char.IsAsciiLetterUpper) && body.Any(char.IsAsciiLetterLower));
    }

    /// <summary>Bits for each character.</summary>
    internal static double Entropy(string text)
    {
        if (text.Length == 0) return 0;
        return -text.GroupBy(c => c).Sum(g => (double)g.Count() / text.Length * Math.Log2((double)g.Count() / text.Length));
    }

    private static void Report(Rule rule, string name, string secret, long offset, SourceFindings findings) =>
        findings.Add(rule, Severity.Medium, offset, $"The file holds {name}.", new Evidence("secret", $"{EvidenceText.Quote(secret[..Math.Min(4, secret.Length)])}… ({secret.Length} characters)"));

    [GeneratedRegex(@"^-----BEGIN ((?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP |SSH2 ENCRYPTED )?PRIVATE KEY(?: BLOCK)?)-----((?:[A-Za-z0-9+/=\s:,.\\-])*?)(?:-----END|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Pem();

    [GeneratedRegex(@"^://([^\s:/@'""<>]+):([^\s:/@'""<>]+)@([A-Za-z0-9.-]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Login();

    [GeneratedRegex(@"(?:^|\D)\d{8,10}$", RegexOptions.NonBacktracking)]
    private static partial Regex BotNumber();
}
