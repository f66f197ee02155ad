using System.Text;
using System.Text.Json;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Inspect.Analysers.Graphs;
using Assay.Inspect.Analysers.PythonBytecode;

namespace Assay.Inspect.Analysers.TensorFlow;

/// <summary>Looks for code in the JSON that Keras keeps about layers, at any depth: a Lambda may stand in a wrapper in a model in a model.</summary>
internal sealed class LayerJudge(ByteSource source, GraphFindings findings)
{
    private const int MaxJson = 64 << 20;
    private const int MaxDepth = 256;

    public void Judge(ByteRange range)
    {
        if (range.Length > MaxJson)
        {
            findings.Add(TensorFlowRules.Limit, range.Offset, "The description of a layer is too long to be examined.");
            return;
        }
        var bytes = new byte[(int)range.Length];
        bytes = bytes[..source.Read(range.Offset, bytes)];
        // Objects other than layers have a word here, not JSON.
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..]) return;
        try
        {
            // Bytes that are no text are replaced: other loaders read on, too.
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(bytes), new() { MaxDepth = MaxDepth });
            Visit(json.RootElement, range.Offset);
        }
        catch (JsonException)
        {
            findings.Add(TensorFlowRules.Damaged, range.Offset, "The description of a layer is no valid JSON.");
        }
    }

    private void Visit(JsonElement element, long offset)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Visit(item, offset);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        var name = element.TryGetProperty("class_name", out var c) && c.ValueKind == JsonValueKind.String ? Text(c) : "";
        var bare = name[(name.LastIndexOf('>') + 1)..];
        if (bare is "Lambda" or "__lambda__") JudgeLambda(element, offset);
        foreach (var property in element.EnumerateObject()) Visit(property.Value, offset);
    }

    private void JudgeLambda(JsonElement layer, long offset)
    {
        var any = false;
        foreach (var code in Texts(layer, 0))
        {
            if (code.Length < 32) continue;
            var bytes = new byte[code.Length];
            var compact = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
            if (!Convert.TryFromBase64String(compact, bytes, out var length) || length < 16) continue;
            any = true;
            var report = BytecodeJudge.Examine(bytes.AsSpan(0, length));
            // Bytes that are no bytecode of a known version may be that of another one.
            var severity = report is null ? Severity.High : report.Severity < Severity.Medium ? Severity.Medium : report.Severity;
            findings.Add(
                TensorFlowRules.LayerCode, severity, offset,
                report is null ? "A Lambda layer holds bytecode that cannot be read; it runs when the model is loaded or used. Do not load it."
                    : $"A Lambda layer holds bytecode, which runs when the model is loaded or used: the code {report.Words}.",
                [.. report?.Evidence ?? [], Evidence.Quoted("bytecode", code.Length > 120 ? code[..120] : code)]);
        }
        if (!any) findings.Add(TensorFlowRules.LayerCode, Severity.Low, offset, "A Lambda layer names its function; the program that loads the model has to define it.");
    }

    private static string Text(JsonElement element) => element.TextOrNull() ?? element.GetRawText();

    private static IEnumerable<string> Texts(JsonElement element, int depth)
    {
        if (depth > 16) yield break;
        if (element.ValueKind == JsonValueKind.String) yield return Text(element);
        var children = element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray().AsEnumerable(),
            JsonValueKind.Object => element.EnumerateObject().Select(p => p.Value),
            _ => [],
        };
        foreach (var text in children.SelectMany(child => Texts(child, depth + 1))) yield return text;
    }
}
