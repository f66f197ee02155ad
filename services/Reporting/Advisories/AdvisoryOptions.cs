using System.ComponentModel.DataAnnotations;

namespace Assay.Reporting.Advisories;

/// <summary>Section <c>Advisories</c> of the configuration. Checked at start.</summary>
public sealed class AdvisoryOptions
{
    public const string Section = "Advisories";

    /// <summary>First part of ids given here: <c>PREFIX-2026-0001</c>. Instances that exchange advisories need different ones. Default <c>ASY-ADV</c>.</summary>
    [RegularExpression("^[A-Z][A-Z0-9-]{1,30}[A-Z0-9]$", ErrorMessage = "Advisories:Prefix has to be 3 to 32 capital letters, digits and hyphens.")]
    public string Prefix { get; set; } = "ASY-ADV";

    /// <summary>Who issues advisories here; stands in every record. Default <c>assay</c>.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string Issuer { get; set; } = "assay";

    /// <summary>A URI that the issuer controls, for CSAF. Default <c>urn:assay:issuer</c>.</summary>
    [RegularExpression("^[A-Za-z][A-Za-z0-9+.-]*:[^\\s]{1,300}$", ErrorMessage = "Advisories:Namespace has to be an absolute URI.")]
    public string Namespace { get; set; } = "urn:assay:issuer";

    /// <summary><c>flag</c> (default): approvals that an advisory concerns are named to whoever reads; <c>revoke</c>: those of exactly this content are revoked.</summary>
    public ApprovalReaction Approvals { get; set; } = ApprovalReaction.Flag;

    /// <summary>True: messages may go to private, loopback and link-local addresses, and over http. Off by default: a subscriber names any address.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Attempts before a message is given up. Default 12: about two days.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 12;

    /// <summary>Wait after the first failure; doubled with each, up to six hours. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the database is looked at for messages that are due. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);
}
