using System.Globalization;
using Assay.Attestation.Json;
using Assay.Contracts.Values;

namespace Assay.Attestation.Registry;

/// <summary>How times, ids and digests stand in signed documents: in one spelling each.</summary>
internal static class RegistryFields
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset? Time(this JsonFields fields, string name)
    {
        if (DateTimeOffset.TryParseExact(fields.Text(name), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        fields.Problem.Report(fields.Path, $"{name}: not a time such as 2026-03-01T12:00:00.000000Z");
        return null;
    }

    public static Guid? Id(this JsonFields fields, string name)
    {
        if (Guid.TryParseExact(fields.Text(name), "D", out var id)) return id;
        fields.Problem.Report(fields.Path, $"{name}: not a UUID");
        return null;
    }

    /// <summary>Empty where there is none.</summary>
    public static Sha256Digest Digest(this JsonFields fields, string name)
    {
        if (fields.OptionalText(name) is not { } text) return default;
        if (Sha256Digest.TryParse(text, out var digest) && digest.Hex == text) return digest;
        fields.Problem.Report(fields.Path, $"{name}: not a SHA-256 in lower-case hexadecimal digits");
        return default;
    }
}
