using System.Text;
using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.Domain.Calibration.Fitting;

/// <summary>Reads manifests of labelled models: a line of JSON for each, with <c>id</c>, <c>label</c> and, where it is known, file, attack and family.</summary>
public static class LabelledManifest
{
    private const int MaxLines = 1_000_000;
    private const int MaxName = 512;

    private static readonly JsonDocumentOptions _flat = new() { MaxDepth = 32 };

    /// <summary>Reads a manifest. Members that it does not know are left out.</summary>
    /// <exception cref="CalibrationException">It is not one; says which line and why.</exception>
    public static IReadOnlyList<LabelledRow> Read(ReadOnlySpan<byte> lines)
    {
        List<LabelledRow> rows = [];
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var range in lines.Split((byte)'\n'))
        {
            number++;
            var line = lines[range].Trim(" \t\r"u8);
            if (line.IsEmpty) continue;
            if (rows.Count == MaxLines) throw new CalibrationException($"The manifest has more than {MaxLines} models.");
            var row = Row(line, number);
            if (!ids.Add(row.Id)) throw new CalibrationException($"Line {number} of the manifest has an id that an earlier line has.");
            rows.Add(row);
        }
        return rows;
    }

    private static LabelledRow Row(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(line), _flat);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new CalibrationException($"Line {number} of the manifest is no object.");
            var id = Text(root, "id", number) ?? throw new CalibrationException($"Line {number} of the manifest has no id.");
            if (!root.TryGetProperty("label", out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var label) || label is not (0 or 1))
                throw new CalibrationException($"Line {number} of the manifest has no label; it must be 0 for a clean model or 1 for one that hides behaviour.");
            // Without a name, all attacks that have none are one.
            var attack = label == 1 ? Text(root, "attack", number) ?? "unnamed" : null;
            return new(id, Text(root, "file", number), label, attack, Text(root, "family", number));
        }
        catch (JsonException exception)
        {
            throw new CalibrationException($"Line {number} of the manifest is no JSON: {exception.Message}");
        }
    }

    private static string? Text(JsonElement row, string name, int number)
    {
        if (!row.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.TextOrNull() is not { Length: > 0 and <= MaxName } text)
            throw new CalibrationException($"Line {number} of the manifest has a member {name} that is no text of 1 to {MaxName} characters.");
        return text;
    }
}
