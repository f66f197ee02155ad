using System.Text;
using Assay.Attestation.Bundles;
using Assay.Attestation.Dsse;

namespace Assay.Tests.Fuzz.Targets;

/// <summary>The parts of a bundle that are bytes of their own, which mutated text hardly reaches.</summary>
internal static class BundleParts
{
    /// <summary>The parts that a bundle has, by name.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Of(SigstoreBundle bundle)
    {
        if (bundle.Material is CertificateMaterial certificates) yield return ("certificate", certificates.Leaf);
        foreach (var stamp in bundle.Timestamps.Take(1)) yield return ("timestamp", stamp);
        var entry = bundle.LogEntries[0];
        yield return ("body", entry.CanonicalizedBody);
        if (entry.SignedEntryTimestamp is { } promise) yield return ("promise", promise);
        if (entry.InclusionProof is { } proof)
        {
            yield return ("checkpoint", Encoding.UTF8.GetBytes(proof.Checkpoint ?? ""));
            yield return ("hashes", [.. proof.Hashes.SelectMany(h => h)]);
        }
        yield return ("signature", bundle.Content switch { EnvelopeContent e => e.Signature, MessageSignatureContent m => m.Signature, _ => [] });
        if (bundle.Content is EnvelopeContent envelope) yield return ("payload", envelope.Envelope.Payload);
    }

    /// <summary>A bundle with one part replaced.</summary>
    public static SigstoreBundle With(SigstoreBundle bundle, string part, byte[] bytes)
    {
        var entry = bundle.LogEntries[0];
        return part switch
        {
            "certificate" => bundle with { Material = ((CertificateMaterial)bundle.Material) with { Certificates = [bytes] } },
            "timestamp" => bundle with { Timestamps = [bytes] },
            "body" => WithEntry(bundle, entry with { CanonicalizedBody = bytes }),
            "promise" => WithEntry(bundle, entry with { SignedEntryTimestamp = bytes }),
            "checkpoint" => WithEntry(bundle, entry with { InclusionProof = entry.InclusionProof! with { Checkpoint = Encoding.UTF8.GetString(bytes) } }),
            "hashes" => WithEntry(bundle, entry with { InclusionProof = entry.InclusionProof! with { Hashes = [.. bytes.Chunk(32)] } }),
            "signature" => bundle with
            {
                Content = bundle.Content switch
                {
                    EnvelopeContent e => e with { Envelope = e.Envelope with { Signatures = [new DsseSignature(bytes)] } },
                    MessageSignatureContent m => m with { Signature = bytes },
                    var other => other,
                },
            },
            _ => bundle with { Content = new EnvelopeContent(((EnvelopeContent)bundle.Content).Envelope with { Payload = bytes }) },
        };
    }

    private static SigstoreBundle WithEntry(SigstoreBundle bundle, TransparencyLogEntry entry) => bundle with { LogEntries = [entry] };
}
