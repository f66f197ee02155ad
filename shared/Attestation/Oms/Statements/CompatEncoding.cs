using System.Globalization;
using System.Text;
using Assay.Attestation.Dsse;

namespace Assay.Attestation.Oms.Statements;

/// <summary>
/// The bytes that release 0.2 of the reference implementation signed: DSSE's encoding with another tag, and the payload as Python writes a byte
/// string
/// (<c>b'...'</c> with escapes). It loses nothing, so a signature over it is as good.
/// </summary>
internal static class CompatEncoding
{
    public static byte[] Of(ReadOnlySpan<byte> payload)
    {
        var type = DsseEnvelope.InTotoPayloadType;
        var text = new StringBuilder(payload.Length + 64);
        text.Append(CultureInfo.InvariantCulture, $"DSSEV1 {type.Length} {type} {payload.Length} b");
        var quote = payload.Contains((byte)'\'') && !payload.Contains((byte)'"') ? '"' : '\'';
        text.Append(quote);
        foreach (var b in payload)
        {
            if (b == quote || b == '\\') text.Append('\\').Append((char)b);
            else if (b == '\t') text.Append("\\t");
            else if (b == '\n') text.Append("\\n");
            else if (b == '\r') text.Append("\\r");
            else if (b is < 0x20 or >= 0x7f) text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            else text.Append((char)b);
        }
        return Encoding.ASCII.GetBytes(text.Append(quote).ToString());
    }
}
