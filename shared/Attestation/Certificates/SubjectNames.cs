using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Assay.Attestation.Certificates;

/// <summary>Whom a certificate is for: the alternative names that identify a person or a workload.</summary>
public static class SubjectNames
{
    /// <summary>A certificate of a signer has one; more than this many are not read.</summary>
    public const int MaxNames = 32;

    /// <summary>
    /// The e-mail addresses, URIs and user names of the certificate in its order, as they stand; other kinds (DNS names, addresses) identify no
    /// signer and are left out. Null where the extension cannot be read, occurs twice, or names more than <see cref="MaxNames"/>.
    /// </summary>
    public static IReadOnlyList<string>? Of(X509Certificate2 certificate)
    {
        var extensions = certificate.Extensions.Where(e => e.Oid?.Value == CertificateOids.SubjectAlternativeName).ToList();
        if (extensions.Count != 1) return extensions.Count == 0 ? [] : null;
        try
        {
            return Read(extensions[0].RawData);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static List<string>? Read(byte[] der)
    {
        var names = new List<string>();
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var general = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        for (var n = 0; general.HasData; n++)
        {
            if (n == MaxNames) return null;
            var tag = general.PeekTag();
            if (tag.TagClass != TagClass.ContextSpecific) throw new AsnContentException();
            switch (tag.TagValue)
            {
                case 0:
                    if (UserName(general.ReadSequence(tag)) is { } user) names.Add(user);
                    break;
                case 1 or 6:
                    names.Add(general.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                    break;
                default:
                    general.ReadEncodedValue();
                    break;
            }
        }
        return names;
    }

    private static string? UserName(AsnReader other)
    {
        if (other.ReadObjectIdentifier() != CertificateOids.UserName) return null;
        var value = other.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0));
        var text = value.ReadCharacterString(UniversalTagNumber.UTF8String);
        value.ThrowIfNotEmpty();
        other.ThrowIfNotEmpty();
        return text;
    }
}
