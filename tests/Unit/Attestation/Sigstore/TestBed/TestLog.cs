using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>A log of signatures: with promises and integrated times as the first generation of Rekor, or without as the second.</summary>
internal sealed class TestLog
{
    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Ed25519Signer? _ed25519;
    private readonly List<byte[]> _leaves = [.. Enumerable.Range(0, 5).Select(i => Encoding.UTF8.GetBytes($"earlier entry {i}"))];

    public TestLog(string origin, bool promises, bool ed25519 = false)
    {
        (Origin, Promises) = (origin, promises);
        _ed25519 = ed25519 ? new() : null;
    }

    public string Origin { get; }

    public bool Promises { get; }

    public string KeyDetails => _ed25519 is null ? "PKIX_ECDSA_P256_SHA_256" : "PKIX_ED25519";

    public byte[] SubjectPublicKeyInfo => _ed25519?.SubjectPublicKeyInfo ?? _ecdsa.ExportSubjectPublicKeyInfo();

    public byte[] LogId =>
        SHA256.HashData(_ed25519 is { } key ? [.. Encoding.UTF8.GetBytes(Origin), (byte)'\n', 1, .. key.PublicKey] : SubjectPublicKeyInfo);

    public byte[] Sign(byte[] data) => _ed25519?.Sign(data) ?? _ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Appends an entry and gives its receipt as a bundle has it.</summary>
    public JsonObject Append(JsonObject body, DateTimeOffset time)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        _leaves.Add(bytes);
        var index = _leaves.Count - 1;
        _leaves.Add(Encoding.UTF8.GetBytes("later entry"));
        var (root, size) = (Tree.Root(_leaves), _leaves.Count);
        var entry = new JsonObject
        {
            ["logIndex"] = Number(index),
            ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(LogId) },
            ["kindVersion"] = new JsonObject { ["kind"] = body["kind"]!.GetValue<string>(), ["version"] = body["apiVersion"]!.GetValue<string>() },
            ["canonicalizedBody"] = Convert.ToBase64String(bytes),
            ["inclusionProof"] = new JsonObject
            {
                ["logIndex"] = Number(index),
                ["rootHash"] = Convert.ToBase64String(root),
                ["treeSize"] = Number(size),
                ["hashes"] = new JsonArray([.. Tree.Path(index, _leaves).Select(h => (JsonNode)Convert.ToBase64String(h))]),
                ["checkpoint"] = new JsonObject { ["envelope"] = Checkpoint(size, root) },
            },
        };
        if (!Promises) return entry;
        entry["integratedTime"] = Number(time.ToUnixTimeSeconds());
        entry["inclusionPromise"] = new JsonObject { ["signedEntryTimestamp"] = Convert.ToBase64String(Promise(bytes, time.ToUnixTimeSeconds(), index)) };
        return entry;
    }

    /// <summary>The signature over an entry's place and time.</summary>
    public byte[] Promise(byte[] body, long time, long index) => Sign(Encoding.UTF8.GetBytes(
        $$"""{"body":"{{Convert.ToBase64String(body)}}","integratedTime":{{time}},"logID":"{{Convert.ToHexStringLower(LogId)}}","logIndex":{{index}}}"""));

    /// <summary>A signed note over a tree's size and root.</summary>
    public string Checkpoint(long size, byte[] root)
    {
        var text = $"{Origin}\n{Number(size)}\n{Convert.ToBase64String(root)}\n";
        var signature = Sign(Encoding.UTF8.GetBytes(text));
        return $"{text}\n— {Origin} {Convert.ToBase64String([.. LogId[..4], .. signature])}\n";
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
