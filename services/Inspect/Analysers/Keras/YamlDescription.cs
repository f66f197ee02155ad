using System.Text;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.PythonJson;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>
/// Reads the lines that decide in a description written as YAML, as Keras did up to 2.5. Tags that make YAML itself build objects are no matter of Keras.
/// </summary>
internal static class YamlDescription
{
    private const int MaxBytes = 8 << 20;

    /// <summary>Judges each class and each piece of code; nothing where the text is no description of a model.</summary>
    public static void Examine(ByteSource source, KerasObjects objects, KerasFindings findings)
    {
        var bytes = new byte[(int)Math.Min(MaxBytes, source.Length)];
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, source.Read(0, bytes)));
        if (!text.Contains("class_name:", StringComparison.Ordinal) || !text.Contains("config:", StringComparison.Ordinal)) return;
        var parts = text.Split("class_name:");
        var offset = parts[0].Length;
        for (var i = 1; i < parts.Length; offset += 11 + parts[i].Length, i++)
        {
            var name = Word(parts[i]);
            if (name.Length is 0 or > 200) continue;
            var value = new LooseJsonValue(LooseJsonKind.Object, "", offset);
            objects.Judge(new(value, null, "", 0), name, Member(parts[i], "module:"), Member(parts[i], "registered_name:"), isWhole: true, findings);
            if (name.EndsWith("Lambda", StringComparison.Ordinal) && !name.EndsWith("OpLambda", StringComparison.Ordinal)) Code(parts[i], offset, findings);
        }
    }

    private static void Code(string part, int offset, KerasFindings findings)
    {
        var node = new ConfigNode(new LooseJsonValue(LooseJsonKind.Object, "", offset), null, "", 0);
        foreach (var start in (string[])["4w", "Yw"])
        {
            var at = part.IndexOf(start, StringComparison.Ordinal);
            if (at < 0) continue;
            var end = part.AsSpan(at).IndexOfAny('"', '\'', ',');
            if (LambdaCode.Examine(end < 0 ? part[at..] : part.Substring(at, end)) is not { } report) continue;
            LambdaObjects.Report(node, report, findings);
            return;
        }
        if (part.Contains("function_type: lambda", StringComparison.Ordinal))
            findings.Add(KerasRules.UnreadableCode, node, "A function is stored as bytecode that cannot be decoded.");
        else
            findings.Add(KerasRules.Custom, Severity.Medium, node, "A Lambda layer calls a function that is not in the file.", Evidence.Quoted("layer", part[..Math.Min(80, part.Length)]));
    }

    private static string? Member(string part, string name)
    {
        var at = part.IndexOf(name, StringComparison.Ordinal);
        return at < 0 || Word(part[(at + name.Length)..]) is not { Length: > 0 and < 200 } word || word is "null" or "~" ? null : word;
    }

    private static string Word(string text)
    {
        var line = text.AsSpan();
        var end = line.IndexOfAny('\n', ',', '}');
        return (end < 0 ? line : line[..end]).Trim(" \t\r'\"").ToString();
    }
}
