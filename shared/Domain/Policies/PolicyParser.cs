using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Domain.Policies;

/// <summary>Reads a policy from YAML. Unknown keys are errors: a misspelt key must not weaken a policy silently.</summary>
public static class PolicyParser
{
    /// <summary>Longest policy text, in characters: far above any real one, far below what a YAML parser chokes on.</summary>
    public const int MaxLength = 1 << 20;

    private static readonly string[] Keys =
        ["schema", "name", "depth", "require", "reject", "review", "passive-formats", "unexamined", "unread", "unvouched", "trojan-probability", "suppress", "severity"];

    private static readonly Lazy<Policy> DefaultPolicy = new(LoadDefault);

    /// <summary>The policy that applies where none is named.</summary>
    public static Policy Default => DefaultPolicy.Value;

    /// <exception cref="PolicyException">The text is not a valid policy; every error is listed.</exception>
    public static Policy Parse(string text)
    {
        var canonical = text.ReplaceLineEndings("\n").Trim() + "\n";
        var reader = new PolicyReader(ReadRoot(canonical));
        reader.RefuseOtherKeys(Keys);
        reader.Expect("schema", Policy.SchemaId);
        var require = reader.Names("require");
        var policy = new Policy
        {
            Name = reader.Text("name"),
            Digest = Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))),
            CanonicalText = canonical,
            Depth = reader.Choice("depth", Depth.Structure),
            Require = require.Where(r => r != "*").ToHashSet(StringComparer.Ordinal),
            EveryInstalled = require.Contains("*"),
            Reject = reader.Threshold("reject", new(Severity.High, Confidence.Medium)),
            Review = reader.Threshold("review", new(Severity.Medium, Confidence.Low)),
            PassiveFormats = reader.Names("passive-formats").ToHashSet(StringComparer.Ordinal),
            Unexamined = reader.Choice("unexamined", GapRule.Review),
            Unread = reader.Choice("unread", GapRule.Review),
            Unvouched = reader.Choice("unvouched", GapRule.Approve),
            TrojanProbability = reader.Number("trojan-probability", Policy.UsualTrojanProbability, 0, 2),
            Suppressions = reader.Suppressions("suppress"),
            Severities = reader.Severities("severity"),
        };
        return reader.Errors.Count == 0 ? policy : throw new PolicyException(reader.Errors);
    }

    private static YamlMappingNode ReadRoot(string text)
    {
        if (text.Length > MaxLength) throw new PolicyException([$"the policy is longer than {MaxLength} characters"]);
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new PolicyException([$"line {e.Start.Line}: not valid YAML: {e.InnerException?.Message ?? e.Message}"]);
        }
        return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root
            ? root
            : throw new PolicyException(["a policy is one YAML document with keys at the top level"]);
    }

    private static Policy LoadDefault()
    {
        using var stream = typeof(PolicyParser).Assembly.GetManifestResourceStream("Assay.Domain.Policies.default.yaml")!;
        return Parse(new StreamReader(stream).ReadToEnd());
    }
}
