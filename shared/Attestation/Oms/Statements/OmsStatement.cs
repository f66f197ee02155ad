namespace Assay.Attestation.Oms.Statements;

/// <summary>What a model signature says, checked in itself.</summary>
/// <param name="Form">Which form of statement it was.</param>
/// <param name="Hash">Of all digests.</param>
/// <param name="ShardSize">Bytes of a range; null: files are hashed whole.</param>
/// <param name="AllowSymlinks">Recorded policy; null: none is recorded.</param>
/// <param name="IgnorePaths">Excluded when it was signed, each with all that is below it.</param>
/// <param name="Resources">In the listed order.</param>
public sealed record OmsStatement(
    OmsForm Form,
    OmsHashType Hash,
    long? ShardSize,
    bool? AllowSymlinks,
    IReadOnlyList<string> IgnorePaths,
    IReadOnlyList<OmsResource> Resources);

/// <summary>The forms in use.</summary>
public enum OmsForm
{
    /// <summary>Release 0.2: files as subjects, signed over an encoding of its own.</summary>
    V02,

    /// <summary>Release 0.3 to 1.1 and specification 1.0.</summary>
    V10,
}
