using System.Text.Json;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Contracts;
using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Imports;

namespace Assay.Reporting.Advisories;

/// <summary>
/// Advisories as others take them: one signed envelope (DSSE) a line, whose payload is the record. A signature covers the type, so that nothing else that the
/// key has signed passes for an advisory.
/// </summary>
public static class AdvisoryFeed
{
    public const string PayloadType = "application/vnd.assay.advisory+json";

    /// <summary>Base64 and a signature add a third and a little.</summary>
    private const int MaxEnvelope = AdvisoryRecord.MaxBytes / 3 * 4 + (1 << 16);

    /// <summary>One line without its end.</summary>
    public static async ValueTask<byte[]> SignAsync(Advisory advisory, ISigner signer, CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(advisory, AssayJson.Options);
        var signature = await signer.SignAsync(PreAuthenticationEncoding.Of(PayloadType, payload), cancellationToken);
        return DsseEnvelopeJson.Write(new(payload, PayloadType, [new(signature, KeyHint.Of(signer.PublicKey))]));
    }

    /// <summary>Reads a line of a feed, which is an envelope, or, where <paramref name="key"/> is null, a record without one.</summary>
    /// <param name="line">UTF-8.</param>
    /// <param name="key">Who has to have signed it; null: nobody, and no signature is looked at.</param>
    public static AdvisoryReading Parse(ReadOnlySpan<byte> line, IPublicKey? key)
    {
        if (line.Length > MaxEnvelope) return new(null, $"the line has {line.Length} bytes; at most {MaxEnvelope} are read");
        var envelope = DsseEnvelopeJson.Parse(line, new(MaxEnvelope, 32));
        if (!envelope.IsOk)
        {
            if (key is null) return AdvisoryRecord.Parse(line);
            return new(null, $"it is no signed envelope, and a key was given: {envelope.Reason}");
        }
        if (envelope.Value.PayloadType != PayloadType) return new(null, "the envelope holds something else than an advisory");
        if (key is not null)
        {
            var signed = envelope.Value.SignedBytes();
            if (!envelope.Value.Signatures.Any(s => key.Verify(signed, s.Signature))) return new(null, "no signature of the given key is on it");
        }
        return AdvisoryRecord.Parse(envelope.Value.Payload);
    }
}
