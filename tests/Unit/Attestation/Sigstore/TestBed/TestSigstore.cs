using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>
/// A whole sigstore of a test's own: certificate authority, certificate log, two generations of signature logs and a timestamp authority, with keys
/// made at run time.
/// </summary>
internal sealed class TestSigstore
{
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    public TestSigstore(bool ed25519 = false)
    {
        var (from, until) = (Time.AddYears(-1), Time.AddYears(1));
        _root = Certificates.Root(_rootKey, "sigstore", from, until);
        _intermediate = Certificates.Below(_root, _rootKey, _intermediateKey, "sigstore-intermediate", "1.3.6.1.5.5.7.3.3", true, from, until, critical: false);
        Timestamps = new(from, until);
        SecondLog = new("second.log.example.com", promises: false, ed25519);
    }

    /// <summary>Certificates of signers are valid from this time on for ten minutes.</summary>
    public static DateTimeOffset Time { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public CertificateLog CertificateLog { get; } = new();

    public TestLog Log { get; } = new("log.example.com", promises: true);

    public TestLog SecondLog { get; }

    public TimestampAuthority Timestamps { get; }

    public ECDsa ManagedKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The trusted root of this world.</summary>
    public JsonObject TrustedRoot() => new()
    {
        ["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        ["tlogs"] = new JsonArray(LogJson(Log.Origin, Log.SubjectPublicKeyInfo, Log.KeyDetails, Log.LogId), LogJson(SecondLog.Origin, SecondLog.SubjectPublicKeyInfo, SecondLog.KeyDetails, SecondLog.LogId)),
        ["certificateAuthorities"] = new JsonArray(AuthorityJson([_intermediate, _root])),
        ["ctlogs"] = new JsonArray(LogJson("ct.example.com", CertificateLog.SubjectPublicKeyInfo, "PKIX_ECDSA_P256_SHA_256", CertificateLog.LogId)),
        ["timestampAuthorities"] = new JsonArray(AuthorityJson([Timestamps.Leaf, Timestamps.Root])),
    };

    /// <summary>A bundle of the form that the options ask for.</summary>
    public JsonObject Sign(SigningOptions options)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = options.ManagedKey ? ManagedKey : own;
        var certificate = options.ManagedKey ? null : Certificate(options, own);
        var signed = options.PayloadType is { } type ? Pae(type, options.Content) : options.Content;
        var signature = options.Signer?.Sign(signed) ?? key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var log = options.SecondLog ? SecondLog : Log;
        var kind = options.Entry ?? (options.SecondLog ? "hashedrekord 0.0.2" : options.PayloadType is null ? "hashedrekord 0.0.1" : "dsse 0.0.1");
        var body = Entries.Body(kind, options, signed, signature, certificate, options.Signer?.Key ?? key.ExportSubjectPublicKeyInfo());
        options.Log?.Invoke(body);
        var material = new JsonObject { ["tlogEntries"] = new JsonArray(log.Append(body, Time.AddSeconds(options.After))) };
        if (certificate is not null) material["certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(certificate.RawData) };
        else material["publicKey"] = new JsonObject { ["hint"] = "managed" };
        if (options.Stamped ?? options.SecondLog)
        {
            material["timestampVerificationData"] = new JsonObject
            {
                ["rfc3161Timestamps"] = new JsonArray(
                    new JsonObject { ["signedTimestamp"] = Convert.ToBase64String(Timestamps.Stamp(signature, Time.AddSeconds(options.After))) }),
            };
        }
        var bundle = new JsonObject { ["mediaType"] = options.MediaType, ["verificationMaterial"] = material };
        if (options.PayloadType is { } payloadType)
        {
            bundle["dsseEnvelope"] = new JsonObject
            {
                ["payload"] = Convert.ToBase64String(options.Content),
                ["payloadType"] = payloadType,
                ["signatures"] = new JsonArray(new JsonObject { ["sig"] = Convert.ToBase64String(signature), ["keyid"] = "" }),
            };
        }
        else
        {
            bundle["messageSignature"] = new JsonObject
            {
                ["messageDigest"] = new JsonObject { ["algorithm"] = "SHA2_256", ["digest"] = Convert.ToBase64String(SHA256.HashData(options.Content)) },
                ["signature"] = Convert.ToBase64String(signature),
            };
        }
        return bundle;
    }

    /// <summary>The authority of this world as a trusted root lists it.</summary>
    public JsonObject Authority() => AuthorityJson([_intermediate, _root]);

    public static JsonObject AuthorityJson(IEnumerable<X509Certificate2> certificates) => new()
    {
        ["uri"] = "https://authority.example.com",
        ["certChain"] = new JsonObject
        {
            ["certificates"] = new JsonArray([.. certificates.Select(c => new JsonObject { ["rawBytes"] = Convert.ToBase64String(c.RawData) })]),
        },
        ["validFor"] = ValidFor(),
    };

    public static JsonObject LogJson(string name, byte[] key, string details, byte[] id) => new()
    {
        ["baseUrl"] = "https://" + name,
        ["hashAlgorithm"] = "SHA2_256",
        ["publicKey"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(key), ["keyDetails"] = details, ["validFor"] = ValidFor() },
        ["logId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(id) },
    };

    public static byte[] Pae(string type, byte[] payload) =>
        [.. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} "), .. payload];

    private static JsonObject ValidFor() => new() { ["start"] = "2025-06-01T00:00:00Z" };

    private X509Certificate2 Certificate(SigningOptions options, ECDsa key)
    {
        var serial = Certificates.Serial();
        var plain = Issue(null);
        return options.Promised ? Issue(CertificateLog.Promise(Certificates.SignedPart(plain), _intermediate, Time)) : plain;

        X509Certificate2 Issue(X509Extension? promise)
        {
            var request = new CertificateRequest("", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(options.Authority, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(options.KeyUsage, true));
            if (options.Uses.Count > 0) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. options.Uses.Select(u => new Oid(u))], false));
            request.CertificateExtensions.Add(Names(options));
            request.CertificateExtensions.Add(Issuer(options.Issuer));
            foreach (var extension in options.Extensions) request.CertificateExtensions.Add(extension);
            if (promise is not null) request.CertificateExtensions.Add(promise);
            var generator = X509SignatureGenerator.CreateForECDsa(_intermediateKey);
            return Certificates.Public(request.Create(_intermediate.SubjectName, generator, Time, Time.AddMinutes(10), serial));
        }
    }

    private static X509Extension Names(SigningOptions options)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (options.Names is { } add) add(names);
        else names.AddEmailAddress(options.Email);
        if (options.OtherName is null) return names.Build(true);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            writer.WriteObjectIdentifier("1.3.6.1.4.1.57264.1.7");
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) writer.WriteCharacterString(UniversalTagNumber.UTF8String, options.OtherName);
        }
        return new("2.5.29.17", writer.Encode(), true);
    }

    private static X509Extension Issuer(string issuer)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteCharacterString(UniversalTagNumber.UTF8String, issuer);
        return new("1.3.6.1.4.1.57264.1.8", writer.Encode(), false);
    }
}
