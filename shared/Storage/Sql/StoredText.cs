using System.Text;

namespace Assay.Storage.Sql;

/// <summary>
/// Text from hostile sources as every database can keep it: PostgreSQL refuses U+0000 and half a surrogate pair, so both become U+FFFD.
/// Whatever is said about content is keyed by digests, so no two things can be confused by this.
/// </summary>
internal static class StoredText
{
    public static string Clean(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) text = text.Replace('\0', '\uFFFD');
        return text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
    }
}
