using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Attestation.Certificates;

/// <summary>The timestamps that certificate logs gave for a certificate and that are embedded in it (RFC 6962, 3.3).</summary>
public static class CertificateTimestampList
{
    /// <summary>More are not read; certificates of signers have one.</summary>
    public const int MaxCount = 16;

    private const int FixedLength = 1 + 32 + 8 + 2;

    /// <summary>
    /// The timestamps of version 1; other versions are left out. Empty where there is no such extension; null where it cannot be read, occurs twice,
    /// or holds more than <see cref="MaxCount"/>.
    /// </summary>
    public static IReadOnlyList<CertificateTimestamp>? Of(X509Certificate2 certificate)
    {
        var extensions = certificate.Extensions.Where(e => e.Oid?.Value == CertificateOids.CertificateTimestamps).ToList();
        if (extensions.Count != 1) return extensions.Count == 0 ? [] : null;
        try
        {
            var reader = new AsnReader(extensions[0].RawData, AsnEncodingRules.DER);
            var list = reader.ReadOctetString();
            reader.ThrowIfNotEmpty();
            return Read(list);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static List<CertificateTimestamp>? Read(ReadOnlyMemory<byte> list)
    {
        if (!TryTake(ref list, out var entries) || !list.IsEmpty || entries.IsEmpty) return null;
        var timestamps = new List<CertificateTimestamp>();
        for (var n = 0; !entries.IsEmpty; n++)
        {
            if (n == MaxCount || !TryTake(ref entries, out var entry) || entry.IsEmpty) return null;
            if (entry.Span[0] != 0) continue;
            if (One(entry) is not { } timestamp) return null;
            timestamps.Add(timestamp);
        }
        return timestamps;
    }

    private static CertificateTimestamp? One(ReadOnlyMemory<byte> entry)
    {
        if (entry.Length < FixedLength) return null;
        var (logId, milliseconds) = (entry.Slice(1, 32), BinaryPrimitives.ReadUInt64BigEndian(entry.Span[33..]));
        var rest = entry[41..];
        if (!TryTake(ref rest, out var extensions) || rest.Length < 2) return null;
        var (hash, algorithm) = (rest.Span[0], rest.Span[1]);
        rest = rest[2..];
        return TryTake(ref rest, out var signature) && rest.IsEmpty ? new(logId, milliseconds, extensions, hash, algorithm, signature) : null;
    }

    /// <summary>Takes bytes that a two-byte length precedes.</summary>
    private static bool TryTake(ref ReadOnlyMemory<byte> from, out ReadOnlyMemory<byte> taken)
    {
        taken = default;
        if (from.Length < 2) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(from.Span);
        if (from.Length - 2 < length) return false;
        taken = from.Slice(2, length);
        from = from[(2 + length)..];
        return true;
    }
}
