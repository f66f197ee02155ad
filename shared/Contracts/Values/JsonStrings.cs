using System.Text.Json;

namespace Assay.Contracts.Values;

/// <summary>
/// Strings of JSON that strangers wrote. An escape may name half of a surrogate pair (RFC 8259, section 8.2): such JSON is well formed, and the parser notices
/// only when the string is asked for.
/// </summary>
public static class JsonStrings
{
    /// <summary>The text; null where the element is no string, or a string that is no text.</summary>
    public static string? TextOrNull(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The member's name; null where it is no text.</summary>
    public static string? NameOrNull(this JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
