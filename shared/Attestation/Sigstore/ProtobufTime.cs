using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.Attestation.Sigstore;

/// <summary>A <c>google.protobuf.Timestamp</c> in its JSON form: RFC 3339 with a zone and up to nine digits behind the second.</summary>
internal static partial class ProtobufTime
{
    /// <summary>What is finer than 100 ns is cut.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        if (text is not { Length: <= 40 } || Form(text) is not { Success: true } form) return false;
        var digits = form.Groups["fraction"].Value;
        var cut = form.Groups["whole"].Value + (digits.Length > 7 ? digits[..7] : digits.PadRight(7, '0')) + form.Groups["zone"].Value;
        return DateTimeOffset.TryParseExact(cut, "yyyy-MM-ddTHH:mm:ss.fffffffK", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    // The dot before the fraction is put there where it is missing, so that one form remains.
    private static Match Form(string text) => Rfc3339().Match(text.IndexOf('.') < 0 && text.Length > 19 ? text.Insert(19, ".") : text);

    [GeneratedRegex(
        @"\A(?<whole>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.)(?<fraction>[0-9]{0,9})(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
