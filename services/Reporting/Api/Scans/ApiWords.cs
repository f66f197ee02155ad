using System.Text.Json;
using Assay.Reporting.Api.Errors;

namespace Assay.Reporting.Api.Scans;

/// <summary>Enumerations in a query, written as they are in JSON: lower-case words with hyphens, never numbers.</summary>
internal static class ApiWords
{
    /// <summary>The value of a word; null for none and for one that is unknown.</summary>
    public static T? Read<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Write(value), word, StringComparison.OrdinalIgnoreCase)) return value;
        }
        return null;
    }

    /// <summary>Null where the word is absent or known.</summary>
    public static ApiError? Check<T>(string name, string? word)
        where T : struct, Enum =>
        string.IsNullOrEmpty(word) || Read<T>(word) is not null
            ? null
            : ApiError.BadRequest($"'{name}' has to be one of {string.Join(", ", Enum.GetValues<T>().Select(Write))}.");

    private static string Write<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
