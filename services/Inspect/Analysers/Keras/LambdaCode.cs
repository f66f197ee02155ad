using System.Text;
using Assay.Inspect.Analysers.PythonBytecode;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Finds the bytecode in a text as Keras' <c>func_load</c> does, and has it judged.</summary>
internal static class LambdaCode
{
    /// <summary>A function's code is shorter than this by far.</summary>
    private const int MaxText = 8 << 20;

    /// <summary>What the code does; null where the text holds none that can be read.</summary>
    public static BytecodeReport? Examine(string text)
    {
        if (text.Length is < 20 or > MaxText) return null;
        return Examine(LooseBase64.Decode(text)) ?? Examine(Raw(text));
    }

    /// <summary>True for a text that begins as marshalled code does, for places where code is not expected.</summary>
    public static bool Looks(string text) =>
        text.Length >= 60 && (text.StartsWith("4w", StringComparison.Ordinal) || text.StartsWith("Yw", StringComparison.Ordinal) || text[0] == '\u00e3');

    private static BytecodeReport? Examine(byte[] bytes) => bytes.Length < 20 ? null : BytecodeJudge.Examine(bytes);

    // What is no base64 is taken as the bytes themselves: raw_unicode_escape.
    private static byte[] Raw(string text) => text.AsSpan().ContainsAnyInRange('\u0000', '\u0008') ? Encoding.Latin1.GetBytes(text) : [];
}
