using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.MessagePack;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.Flax;

/// <summary>Flax has three extensions: an array (shape, type, bytes), a complex number and a numpy scalar, which is an array again.</summary>
internal static class FlaxExtension
{
    private const int Array = 1;
    private const int Complex = 2;
    private const int Scalar = 3;
    private const int Timestamp = -1;

    private static readonly (string Name, int Bits)[] Types =
    [
        ("bool", 8), ("int8", 8), ("int16", 16), ("int32", 32), ("int64", 64), ("uint8", 8), ("uint16", 16), ("uint32", 32), ("uint64", 64),
            ("float16", 16), ("float32", 32),
        ("float64", 64), ("bfloat16", 16), ("complex64", 64), ("complex128", 128), ("V2", 16), ("|V2", 16),
    ];

    public static void Examine(ByteSource source, in MessagePackToken token, FindingSheet findings, TextJudge judge)
    {
        if (token.ExtensionType is Complex or Timestamp) return;
        if (token.ExtensionType is not (Array or Scalar))
        {
            judge.Blob(source, token.Offset, token.Length, "An extension");
            findings.Add(FlaxRules.Extension, token.Start, $"The checkpoint has a value of the extension type {token.ExtensionType}.");
            return;
        }
        var reader = new MessagePackReader(source, token.Offset, token.Length);
        long elements = 1;
        if (!reader.Next(out var outer) || outer.Kind != MessagePackKind.Array || outer.Length != 3 || !Shape(source, reader, ref elements))
        {
            findings.Add(FlaxRules.Array, token.Start, "An array has no shape.");
            return;
        }
        var type = reader.Next(out var name) && name.Kind is MessagePackKind.Text or MessagePackKind.Binary ? reader.Text(name) : "";
        if (!reader.Next(out var data) || data.Kind is not (MessagePackKind.Binary or MessagePackKind.Text))
        {
            findings.Add(FlaxRules.Array, token.Start, "An array has no data.");
            return;
        }
        judge.Blob(source, data.Offset, data.Length, "An array");
        if (type is "object" or "O" or "|O")
            findings.Add(FlaxRules.Array, Severity.High, token.Start, "An array has elements of the type 'object', which loaders unpickle.",
                Evidence.Quoted("type", type));
        else if (!IsKnown(type)) findings.Add(FlaxRules.Array, token.Start, $"An array has elements of the type '{EvidenceText.Quote(type)}'.",
            Evidence.Quoted("type", type));
        else if (Bits(type) is var bits and > 0 && elements >= 0 && elements < long.MaxValue / 128 && elements * bits / 8 != data.Length)
            findings.Add(FlaxRules.Array, token.Start, $"An array of {elements} elements of {type} has {data.Length} bytes.");
        if (reader.Position < token.Offset + token.Length) findings.Add(FlaxRules.Array, reader.Position,
            "Something stands behind the data of an array.");
    }

    private static bool Shape(ByteSource source, MessagePackReader reader, ref long elements)
    {
        if (!reader.Next(out var shape) || shape.Kind != MessagePackKind.Array || shape.Length > 64) return false;
        for (var i = 0; i < shape.Length; i++)
        {
            if (!reader.Next(out var dimension) || dimension.Kind != MessagePackKind.Number) return false;
            var size = Number(source, dimension);
            if (size < 0) return false;
            elements = size > 0 && elements > long.MaxValue / size ? long.MaxValue : elements * size;
        }
        return true;
    }

    private static long Number(ByteSource source, in MessagePackToken token)
    {
        Span<byte> bytes = stackalloc byte[9];
        var length = (int)(token.Offset + token.Length - token.Start);
        if (source.Read(token.Start, bytes[..length]) < length) return -1;
        if (length == 1) return bytes[0] <= 0x7f ? bytes[0] : -1;
        if (bytes[0] is 0xca or 0xcb) return -1;
        long value = 0;
        for (var i = 1; i < length; i++) value = (value << 8) | bytes[i];
        return value;
    }

    // float8_e4m3fn, int4 and what is still to come: names of numbers.
    private static bool IsKnown(string type) =>
        Bits(type) > 0 || type.StartsWith("float", StringComparison.Ordinal) || type.StartsWith("int", StringComparison.Ordinal)
            || type.StartsWith("uint", StringComparison.Ordinal)
        || type.StartsWith("bfloat", StringComparison.Ordinal) || type.StartsWith("key<", StringComparison.Ordinal);

    private static int Bits(string type)
    {
        foreach (var (name, bits) in Types)
        {
            if (name == type) return bits;
        }
        return 0;
    }
}
