using System.Globalization;
using System.Text.Json;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Json;

/// <summary>
/// Reads the members of one object with their types. Whatever is missing or of another type is reported to <see cref="Problem"/>, once for the whole
/// document, and read as empty; a member that is null counts as absent.
/// </summary>
public sealed class JsonFields(JsonElement element, string path, JsonProblem problem)
{
    /// <summary>Shared by all objects of a document. Look at it before anything that was read is used.</summary>
    public JsonProblem Problem => problem;

    /// <summary>Where the object stands, such as <c>verificationMaterial.tlogEntries[0]</c>; empty for the document itself.</summary>
    public string Path => path;

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => element.EnumerateObject().Select(p => p.Name);

    /// <summary>True: the member is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Reports members other than these.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Contains(member.Name)) problem.Report(path, $"the member '{EvidenceText.Quote(member.Name)}' is not known");
        }
    }

    /// <summary>A string.</summary>
    public string Text(string name) => OptionalText(name) ?? Missing(name, "");

    /// <summary>A string, or null where there is none.</summary>
    public string? OptionalText(string name) => Find(name) is { } value && Is(value, JsonValueKind.String, name) ? value.GetString() : null;

    /// <summary>Bytes in base64.</summary>
    public byte[] Bytes(string name) => OptionalBytes(name) ?? Missing<byte[]>(name, []);

    /// <summary>Bytes in base64, or null where there are none.</summary>
    public byte[]? OptionalBytes(string name) => OptionalText(name) is { } text ? Decode(text, name) : null;

    /// <summary>A list of strings; null where there is none.</summary>
    public IReadOnlyList<string>? OptionalTexts(string name, int most) =>
        Items(name, most)?.Select((item, i) => Is(item, JsonValueKind.String, $"{name}[{i}]") ? item.GetString()! : "").ToList();

    /// <summary>A list of byte strings in base64; empty where there is none.</summary>
    public IReadOnlyList<byte[]> BytesList(string name, int most) =>
        OptionalTexts(name, most)?.Select((text, i) => Decode(text, $"{name}[{i}]")).ToList() ?? [];

    /// <summary>
    /// Zero or more, as a number (16.0 is 16) or as the string of digits that Protocol Buffers write for 64 bits; null where there is none.
    /// </summary>
    public long? OptionalCount(string name)
    {
        if (Find(name) is not { } value) return null;
        if (Integer(value) is { } number and >= 0) return number;
        problem.Report(At(name), "a whole number from 0 to 9223372036854775807 is expected");
        return null;
    }

    /// <summary>True or false, or null where there is neither.</summary>
    public bool? OptionalFlag(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        problem.Report(At(name), $"true or false is expected, not {Describe(value.ValueKind)}");
        return null;
    }

    /// <summary>An object; an empty one where there is none, which is reported.</summary>
    public JsonFields Object(string name) => OptionalObject(name) ?? Missing(name, Empty(At(name)));

    /// <summary>An object, or null where there is none.</summary>
    public JsonFields? OptionalObject(string name) =>
        Find(name) is { } value && Is(value, JsonValueKind.Object, name) ? new(value, At(name), problem) : null;

    /// <summary>A list of objects; empty where there is none.</summary>
    public IReadOnlyList<JsonFields> Objects(string name, int most) =>
        Items(name, most)?.Select((item, i) => Is(item, JsonValueKind.Object, $"{name}[{i}]") ? new(item, At($"{name}[{i}]"), problem)
            : Empty(At($"{name}[{i}]")))
            .ToList() ?? [];

    /// <summary>What a kind of value is called in a sentence.</summary>
    internal static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    private static long? Integer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var digits) ? digits : null,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number when value.TryGetDecimal(out var number) && decimal.IsInteger(number) && number is >= 0 and <= long.MaxValue =>
            (long)number,
        _ => null,
    };

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private List<JsonElement>? Items(string name, int most)
    {
        if (Find(name) is not { } value || !Is(value, JsonValueKind.Array, name)) return null;
        var count = value.GetArrayLength();
        if (count <= most) return [.. value.EnumerateArray()];
        problem.Report(At(name), $"the list has {count} entries; at most {most} are read");
        return [];
    }

    private byte[] Decode(string text, string name)
    {
        if (Base64Text.Decode(text) is { } bytes) return bytes;
        problem.Report(At(name), "not base64");
        return [];
    }

    private bool Is(JsonElement value, JsonValueKind kind, string name)
    {
        if (value.ValueKind == kind) return true;
        problem.Report(At(name), $"{Describe(kind)} is expected, not {Describe(value.ValueKind)}");
        return false;
    }

    private T Missing<T>(string name, T neutral)
    {
        problem.Report(At(name), "missing");
        return neutral;
    }

    private JsonFields Empty(string at) => new(JsonElement.Parse("{}"), at, problem);

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
