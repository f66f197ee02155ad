namespace Assay.Attestation.Registry;

/// <summary>Why an approval does not count.</summary>
/// <param name="Id">One of <see cref="ApprovalReasons"/>.</param>
/// <param name="Message">A sentence: what is wrong and what to do.</param>
public sealed record ApprovalRefusal(string Id, string Message);
