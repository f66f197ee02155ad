using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>
/// Works out bytes that a pickle has computed from others while it is loaded, by functions that only decode: protocol 2 writes bytes as text, payloads are
/// wrapped in base64, hex and zlib.
/// </summary>
internal static class PickledBytes
{
    private const int MaxBytes = 32 << 20;
    private const int MaxDepth = 6;

    /// <summary>The bytes; null for a value that is no such call, or of which nothing can be said.</summary>
    public static byte[]? Decode(ByteSource source, in PickleValue value, int depth = 0)
    {
        if (depth > MaxDepth || value.Length > MaxBytes) return null;
        if (value.Kind == PickleValueKind.Bytes) return Read(source, value);
        if (value.Kind == PickleValueKind.Text && depth > 0) return Encoding.UTF8.GetBytes(PickleText.ReadStart(source, value, MaxBytes));
        if (value.Call is not { Callee.Import: { } import } call || call.ArgumentList.Length == 0) return null;
        if (import.Name == "encode" && import.Module is "_codecs" or "codecs" && call.ArgumentList[0].Kind == PickleValueKind.Text)
            return Encode(source, call);
        var name = import.Name[(import.Name.LastIndexOf('.') + 1)..];
        if (name is not ("decompress" or "b64decode" or "urlsafe_b64decode" or "standard_b64decode" or "decodebytes" or "a2b_base64" or "unhexlify" or "fromhex"
            or "a2b_hex" or "bytes" or "bytearray" or "BytesIO")) return null;
        return Decode(source, call.ArgumentList[0], depth + 1) is { } inner ? Decode(name, import.Module, inner) : null;
    }

    private static byte[] Read(ByteSource source, in PickleValue value)
    {
        var bytes = new byte[value.Length];
        return bytes[..source.Read(value.Number, bytes)];
    }

    private static byte[] Encode(ByteSource source, PickleCall call)
    {
        var text = PickleText.ReadStart(source, call.ArgumentList[0], MaxBytes);
        var encoding = call.ArgumentList.Length > 1 ? PickleText.Read(source, call.ArgumentList[1], 64) : null;
        return encoding?.StartsWith("latin", StringComparison.OrdinalIgnoreCase) == true ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
    }

    private static byte[]? Decode(string name, string module, byte[] bytes)
    {
        switch (name)
        {
            case "decompress": return module is "zlib" or "gzip" ? Expand(bytes, module == "gzip") : null;
            case "unhexlify" or "fromhex" or "a2b_hex":
                return Convert.FromHexString(HexOnly(bytes));
            case "bytes" or "bytearray" or "BytesIO": return bytes;
            default:
                var text = bytes.AsSpan().Trim(" \r\n\t"u8).ToArray();
                for (var i = 0; i < text.Length; i++) text[i] = text[i] switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', var other => other };
                var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
                Base64.DecodeFromUtf8(text, decoded, out _, out var written);
                return decoded[..written];
        }
    }

    private static string HexOnly(byte[] bytes)
    {
        var digits = bytes.Where(b => char.IsAsciiHexDigit((char)b)).Select(b => (char)b).ToArray();
        return new string(digits, 0, digits.Length & ~1);
    }

    private static byte[]? Expand(byte[] bytes, bool isGzip)
    {
        try
        {
            using var input = new MemoryStream(bytes);
            using Stream stream = isGzip ? new GZipStream(input, CompressionMode.Decompress) : new ZLibStream(input, CompressionMode.Decompress);
            using var output = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (var read = stream.Read(buffer); read > 0 && output.Length < MaxBytes; read = stream.Read(buffer)) output.Write(buffer, 0, read);
            return output.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
