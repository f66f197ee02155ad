using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.GpuProbe.Interfaces;

/// <summary>Looks into JSON of unknown shape: what is missing or of another kind is null.</summary>
internal static class JsonLook
{
    public static JsonElement? At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    public static int? Integer(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static double? Number(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    public static bool? Flag(this JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static string? Text(this JsonElement? element) => element?.TextOrNull();

    /// <summary>The first numbers of a list.</summary>
    public static IReadOnlyList<double> Numbers(this JsonElement? element, int max = 4)
    {
        if (element is { ValueKind: JsonValueKind.Number }) return element.Number() is { } single ? [single] : [];
        if (element is not { ValueKind: JsonValueKind.Array } list) return [];
        var numbers = new List<double>();
        foreach (var item in list.EnumerateArray())
        {
            if (numbers.Count >= max || Number(item) is not { } number) break;
            numbers.Add(number);
        }
        return numbers;
    }
}
