using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;

namespace Assay.Analysis.Catalog;

/// <summary>Digests that become part of facts' keys.</summary>
public static class ManifestDigest
{
    /// <summary>Of rules and of whatever rule data an analyser brings along: a changed text or a changed list asks for new facts.</summary>
    public static Sha256Digest OfRules(IEnumerable<Rule> rules, Sha256Digest data = default)
    {
        var text = new StringBuilder(data.Hex).Append('\n');
        foreach (var rule in rules)
        {
            Field(text, rule.Id);
            Field(text, rule.Title);
            Field(text, rule.Severity.ToString());
            foreach (var reference in rule.References) Field(text, reference);
        }
        return Of(text.ToString());
    }

    /// <summary>Of any text.</summary>
    public static Sha256Digest Of(string text) => Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Field(StringBuilder text, string value) => text.Append(value.Length).Append(':').Append(value).Append('\n');
}
