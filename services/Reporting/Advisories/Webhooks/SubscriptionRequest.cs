using System.ComponentModel;

namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>Who wants to be told.</summary>
public sealed record SubscriptionRequest
{
    [Description("Where messages are posted: an https address.")]
    public string? Url { get; init; }

    [Description("16 to 200 printable characters that sign messages; made here where absent.")]
    public string? Secret { get; init; }
}
