using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>Bodies of log entries.</summary>
internal static class Entries
{
    public static JsonObject Body(string kind, SigningOptions options, byte[] signed, byte[] signature, X509Certificate2? certificate, byte[] key)
    {
        var (type, digest) = (options.PayloadType ?? "", Hex(options.Content));
        var sig = Convert.ToBase64String(signature);
        var verifier = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate?.ExportCertificatePem() ?? PemEncoding.WriteString("PUBLIC KEY", key)));
        var parts = kind.Split(' ');
        return new JsonObject
        {
            ["apiVersion"] = parts[1],
            ["kind"] = parts[0],
            ["spec"] = kind switch
            {
                "hashedrekord 0.0.1" => new JsonObject
                {
                    ["data"] = new JsonObject { ["hash"] = Hash(Hex(signed)) },
                    ["signature"] = new JsonObject { ["content"] = sig, ["publicKey"] = new JsonObject { ["content"] = verifier } },
                },
                "dsse 0.0.1" => new JsonObject
                {
                    ["envelopeHash"] = Hash(new string('0', 64)),
                    ["payloadHash"] = Hash(digest),
                    ["signatures"] = new JsonArray(new JsonObject { ["signature"] = sig, ["verifier"] = verifier }),
                },
                "intoto 0.0.2" => new JsonObject
                {
                    ["content"] = new JsonObject
                    {
                        ["envelope"] = new JsonObject
                        {
                            ["payloadType"] = type,
                            ["signatures"] = new JsonArray(
                                new JsonObject { ["publicKey"] = verifier, ["sig"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(sig)) }),
                        },
                        ["hash"] = Hash(new string('0', 64)),
                        ["payloadHash"] = Hash(digest),
                    },
                },
                _ => new JsonObject
                {
                    ["hashedRekordV002"] = new JsonObject
                    {
                        ["data"] = new JsonObject { ["algorithm"] = "SHA2_256", ["digest"] = Convert.ToBase64String(SHA256.HashData(signed)) },
                        ["signature"] = new JsonObject { ["content"] = sig, ["verifier"] = Verifier(certificate, key) },
                    },
                },
            },
        };
    }

    private static JsonObject Verifier(X509Certificate2? certificate, byte[] key) => certificate is null
        ? new() { ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256", ["publicKey"] = Raw(key) }
        : new() { ["keyDetails"] = "PKIX_ECDSA_P256_SHA_256", ["x509Certificate"] = Raw(certificate.RawData) };

    private static JsonObject Raw(byte[] bytes) => new() { ["rawBytes"] = Convert.ToBase64String(bytes) };

    private static JsonObject Hash(string hex) => new() { ["algorithm"] = "sha256", ["value"] = hex };

    private static string Hex(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
