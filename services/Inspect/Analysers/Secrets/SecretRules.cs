using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Secrets;

/// <summary>The rules for credentials that were left in files.</summary>
internal static class SecretRules
{
    private const string Remedy = "Revoke it where it was issued: whoever has the file has it. Then remove it from the history as well.";
    private const string Technique = "AML.T0055";

    public static Rule Token { get; } = new(
        "ASY-SEC-001", "An access token", Severity.Medium,
        "Everybody who downloads the model can act as the one who lost the token.",
        Remedy, "hf_…", ["CWE-798", "CWE-540", Technique]);

    public static Rule Key { get; } = new(
        "ASY-SEC-002", "A private key", Severity.Medium,
        "The key lets its holder log in, sign or decrypt as the one who lost it.",
        Remedy, "-----BEGIN OPENSSH PRIVATE KEY-----", ["CWE-321", "CWE-540", Technique]);

    public static Rule Password { get; } = new(
        "ASY-SEC-003", "A password in an address", Severity.Medium,
        "The address opens a database or a service to everybody who reads the file.",
        Remedy, "postgres://user:…@host/db", ["CWE-798", "CWE-259", Technique]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Token, Key, Password];
}
