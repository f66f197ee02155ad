using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Attestation.Certificates;

/// <summary>What a certificate log signs before a certificate is issued (RFC 6962, 3.2): the certificate without the log's own timestamps.</summary>
public static class PrecertificateEntry
{
    private static readonly Asn1Tag _extensions = new(TagClass.ContextSpecific, 3);

    /// <summary>The bytes that <paramref name="timestamp"/> is a signature over, or null where the certificate is not encoded as DER wants.</summary>
    /// <param name="certificate">The final one, in which the timestamp is embedded.</param>
    /// <param name="issuer">The certificate of who issued it.</param>
    /// <param name="timestamp">One of its timestamps.</param>
    public static byte[]? SignedBytes(X509Certificate2 certificate, X509Certificate2 issuer, CertificateTimestamp timestamp)
    {
        byte[] tbs;
        try
        {
            tbs = WithoutTimestamps(certificate.RawData);
        }
        catch (AsnContentException)
        {
            return null;
        }
        const int Head = 1 + 1 + 8 + 2;
        var signed = new byte[Head + SHA256.HashSizeInBytes + 3 + tbs.Length + 2 + timestamp.Extensions.Length];
        BinaryPrimitives.WriteUInt64BigEndian(signed.AsSpan(2), timestamp.Milliseconds);
        signed[11] = 1; // precert_entry
        SHA256.HashData(issuer.PublicKey.ExportSubjectPublicKeyInfo(), signed.AsSpan(Head));
        var rest = signed.AsSpan(Head + SHA256.HashSizeInBytes);
        rest[0] = (byte)(tbs.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)tbs.Length);
        tbs.CopyTo(rest[3..]);
        rest = rest[(3 + tbs.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)timestamp.Extensions.Length);
        timestamp.Extensions.Span.CopyTo(rest[2..]);
        return signed;
    }

    private static byte[] WithoutTimestamps(byte[] certificate)
    {
        var source = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        var target = new AsnWriter(AsnEncodingRules.DER);
        using (target.PushSequence())
        {
            while (source.HasData)
            {
                if (source.PeekTag() != _extensions.AsConstructed()) target.WriteEncodedValue(source.ReadEncodedValue().Span);
                else CopyExtensions(source.ReadSequence(_extensions).ReadSequence(), target);
            }
        }
        return target.Encode();
    }

    private static void CopyExtensions(AsnReader source, AsnWriter target)
    {
        using (target.PushSequence(_extensions))
        using (target.PushSequence())
        {
            while (source.HasData)
            {
                var extension = source.ReadEncodedValue();
                var oid = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();
                if (oid != CertificateOids.CertificateTimestamps) target.WriteEncodedValue(extension.Span);
            }
        }
    }
}
