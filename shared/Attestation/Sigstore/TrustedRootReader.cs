using System.Security.Cryptography.X509Certificates;
using Assay.Attestation.Certificates;
using Assay.Attestation.Json;
using Assay.Attestation.Keys;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Sigstore;

/// <summary>
/// Reads a <c>trusted_root.json</c> (versions 0.1 and 0.2). Whatever is not understood is refused, because a member that is passed over could be one
/// that narrows the trust; only logs whose keys have a form that is not supported are kept, without their key.
/// </summary>
public static class TrustedRootReader
{
    /// <summary>Logs or authorities of one kind. The public root has two of each.</summary>
    public const int MaxCount = 256;

    /// <summary>Certificates of one authority.</summary>
    public const int MaxChain = 16;

    private const int LogIdLength = 32;

    private static readonly JsonLimits _limits = new(4 << 20, 16);

    /// <summary>Reads the bytes of a file; the reason names the member that is wrong.</summary>
    public static Parsed<TrustedRoot> Read(ReadOnlySpan<byte> utf8)
    {
        var parsed = StrictJson.ParseObject(utf8, _limits);
        if (!parsed.IsOk) return Parsed.Failed<TrustedRoot>(parsed.Reason);
        var fields = parsed.Value;
        fields.Only("mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities");
        var type = fields.Text("mediaType");
        if (type is not ("application/vnd.dev.sigstore.trustedroot+json;version=0.1" or "application/vnd.dev.sigstore.trustedroot.v0.1+json"
            or "application/vnd.dev.sigstore.trustedroot+json;version=0.2" or "application/vnd.dev.sigstore.trustedroot.v0.2+json"))
        {
            fields.Problem.Report("mediaType", $"'{EvidenceText.Quote(type)}' is not a sigstore trusted root of version 0.1 or 0.2");
        }
        var root = new TrustedRoot(
            [.. fields.Objects("tlogs", MaxCount).Select(Log)],
            [.. fields.Objects("certificateAuthorities", MaxCount).Select(Authority).OfType<TrustedAuthority>()],
            [.. fields.Objects("ctlogs", MaxCount).Select(Log)],
            [.. fields.Objects("timestampAuthorities", MaxCount).Select(Authority).OfType<TrustedAuthority>()]);
        return fields.Problem.First is { } reason ? Parsed.Failed<TrustedRoot>(reason) : root;
    }

    private static TrustedLog Log(JsonFields log)
    {
        log.Only("baseUrl", "hashAlgorithm", "publicKey", "logId", "checkpointKeyId", "operator");
        var algorithm = log.Text("hashAlgorithm");
        if (algorithm != "SHA2_256") log.Problem.Report(log.Path, $"the hash algorithm is '{EvidenceText.Quote(algorithm)}'; SHA2_256 is expected");
        var id = KeyId(log.Object("logId"));
        if (id.Length != LogIdLength) log.Problem.Report(log.Path, $"logId.keyId has {id.Length} bytes; {LogIdLength} are expected");
        var checkpointId = log.OptionalObject("checkpointKeyId") is { } other ? KeyId(other) : id;
        if (checkpointId.Length is < 4 or > LogIdLength) log.Problem.Report(log.Path, "checkpointKeyId.keyId has not 4 to 32 bytes");
        var key = log.Object("publicKey");
        key.Only("rawBytes", "keyDetails", "validFor");
        var (bytes, details, period) = (key.Bytes("rawBytes"), key.Text("keyDetails"), Period(key));
        var read = KeyDetails.Read(details, bytes);
        if (!read.IsOk && KeyDetails.IsSupported(details)) key.Problem.Report(key.Path, read.Reason);
        return new(log.OptionalText("baseUrl") ?? "", id, checkpointId, details, read.Value, period);
    }

    private static byte[] KeyId(JsonFields id)
    {
        id.Only("keyId");
        return id.Bytes("keyId");
    }

    private static TrustedAuthority? Authority(JsonFields authority)
    {
        authority.Only("subject", "uri", "certChain", "validFor", "operator");
        authority.OptionalObject("subject")?.Only("organization", "commonName");
        var chain = authority.Object("certChain");
        chain.Only("certificates");
        var certificates = new List<X509Certificate2>();
        foreach (var listed in chain.Objects("certificates", MaxChain))
        {
            listed.Only("rawBytes");
            if (CertificateReader.TryRead(listed.Bytes("rawBytes"), out var certificate)) certificates.Add(certificate);
            else listed.Problem.Report(listed.Path, "the bytes are not one X.509 certificate");
        }
        if (certificates.Count == 0) chain.Problem.Report(chain.Path, "there is no certificate");
        var period = Period(authority);
        return certificates.Count == 0 ? null : new(authority.OptionalText("uri") ?? "", certificates, period);
    }

    private static ValidityPeriod Period(JsonFields owner)
    {
        var period = owner.Object("validFor");
        period.Only("start", "end");

        // Something without a start would be valid since ever, which nobody means.
        if (!ProtobufTime.TryParse(period.Text("start"), out var start)) period.Problem.Report(period.Path, "start is missing or no time (RFC 3339)");
        if (period.OptionalText("end") is not { } text) return new(start, null);
        if (!ProtobufTime.TryParse(text, out var end)) period.Problem.Report(period.Path, "end is no time (RFC 3339)");
        else if (end < start) period.Problem.Report(period.Path, "end is before start");
        return new(start, end);
    }
}
