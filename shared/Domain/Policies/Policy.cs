using Assay.Contracts.Values;

namespace Assay.Domain.Policies;

/// <summary>How facts become a verdict. Made by <see cref="PolicyParser"/>, which validates.</summary>
public sealed record Policy
{
    /// <summary>Value of the <c>schema</c> key.</summary>
    public const string SchemaId = "assay.policy/1";

    /// <summary>Above what clean models of the calibration reached.</summary>
    public const double UsualTrojanProbability = 0.9;

    public required string Name { get; init; }

    /// <summary>SHA-256 of the canonical text; names the policy in verdicts and attestations.</summary>
    public required Sha256Digest Digest { get; init; }

    /// <summary>The text that the digest is over, from which the policy can be parsed again.</summary>
    public required string CanonicalText { get; init; }

    /// <summary>The least depth for an approval.</summary>
    public Depth Depth { get; init; } = Depth.Structure;

    /// <summary>Ids that must have run; <see cref="EveryInstalled"/> adds all enforcing ones.</summary>
    public IReadOnlySet<string> Require { get; init; } = new HashSet<string>();

    /// <summary>True where <see cref="Require"/> held <c>*</c>.</summary>
    public bool EveryInstalled { get; init; }

    public Threshold Reject { get; init; } = new(Severity.High, Confidence.Medium);

    public Threshold Review { get; init; } = new(Severity.Medium, Confidence.Low);

    /// <summary>Formats that need no analyser.</summary>
    public IReadOnlySet<string> PassiveFormats { get; init; } = new HashSet<string>();

    public GapRule Unexamined { get; init; } = GapRule.Review;

    public GapRule Unread { get; init; } = GapRule.Review;

    /// <summary>Weights or code that no trusted source vouches for.</summary>
    public GapRule Unvouched { get; init; } = GapRule.Approve;

    /// <summary>A model with such a <c>trojan_probability</c> or a larger one asks for a person, from 0 to 1; above 1 none does.</summary>
    public double TrojanProbability { get; init; } = UsualTrojanProbability;

    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>Severities that this policy gives to the findings of a rule, by rule id, in place of the analyser's.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>();

    /// <summary>False where the same facts may be judged differently on another day.</summary>
    public bool IsTimeless => Suppressions.All(s => s.Expires is null);
}
