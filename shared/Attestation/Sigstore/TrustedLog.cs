using Assay.Attestation.Keys;

namespace Assay.Attestation.Sigstore;

/// <summary>A log of signatures or of certificates that a trusted root lists.</summary>
/// <param name="BaseUrl">Where it is, for messages.</param>
/// <param name="LogId">By which entries and certificate timestamps name it.</param>
/// <param name="CheckpointKeyId">By whose first four bytes its checkpoints' signatures name its key.</param>
/// <param name="KeyDetails">Form of the key, a name of protobuf-specs' <c>PublicKeyDetails</c>.</param>
/// <param name="Key">The key; null where its form is not supported, so that nothing this log says can be verified.</param>
/// <param name="ValidFor">When the key may be relied on.</param>
public sealed record TrustedLog(
    string BaseUrl,
    ReadOnlyMemory<byte> LogId,
    ReadOnlyMemory<byte> CheckpointKeyId,
    string KeyDetails,
    IPublicKey? Key,
    ValidityPeriod ValidFor);
