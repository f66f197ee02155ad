namespace Assay.Attestation.Registry;

/// <summary>Reasons to refuse an approval, by stable ids.</summary>
public static class ApprovalReasons
{
    /// <summary>The file holds no signed act of a registry.</summary>
    public const string NotAnAct = "approval-not-an-act";

    /// <summary>No key of the registry has signed it.</summary>
    public const string SignatureWrong = "approval-signature-wrong";

    /// <summary>The act is a request, a revocation or something else.</summary>
    public const string NotApproved = "approval-not-approved";

    /// <summary>It is about other files.</summary>
    public const string OtherContent = "approval-other-content";

    /// <summary>It has ended.</summary>
    public const string Expired = "approval-expired";

    /// <summary>It was made later than the time it is checked for.</summary>
    public const string InFuture = "approval-in-future";

    /// <summary>There is no receipt of the log.</summary>
    public const string ReceiptMissing = "approval-receipt-missing";

    /// <summary>The receipt is for something else.</summary>
    public const string ReceiptOther = "approval-receipt-other";

    /// <summary>The receipt proves nothing: its checkpoint is not signed by the log, or its proof does not lead to it.</summary>
    public const string ReceiptWrong = "approval-receipt-wrong";

    /// <summary>The receipt's checkpoint and the trusted one contradict each other.</summary>
    public const string LogForked = "approval-log-forked";

    /// <summary>The content was revoked.</summary>
    public const string Revoked = "approval-revoked";

    /// <summary>The trust file is older than allowed.</summary>
    public const string TrustStale = "approval-trust-stale";
}
