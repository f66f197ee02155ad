using System.Text.Json;
using Assay.Attestation.Keys;
using Assay.Cli.Provenance;
using Assay.Contracts.Findings;
using Assay.Domain.Advisories.Imports;
using Assay.Reporting.Advisories;

namespace Assay.Cli.Advisories;

/// <summary>Reads records from a file: a feed or records of another instance, one a line, or one report of AVID.</summary>
internal static class AdvisoryFile
{
    private const int MaxBytes = 64 << 20;

    /// <summary>What was read, in the order of the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">Public key that has to have signed every line; null: nobody.</param>
    /// <exception cref="UsageException">The file or the key cannot be read.</exception>
    public static IReadOnlyList<AdvisoryReading> Read(string path, string? key)
    {
        var bytes = BoundedFile.Read(path, "the file", MaxBytes);
        if (key is null && IsAvid(bytes)) return [AvidReport.Parse(bytes)];
        var signer = key is null ? null : Key(key);
        var whole = signer is null && AdvisoryRecord.Parse(bytes) is { Advisory: not null } one ? one : null;
        return whole is not null ? [whole] : [.. AdvisoryLines.Split(bytes).Select(line => AdvisoryFeed.Parse(line.Span, signer))];
    }

    private static IPublicKey Key(string path)
    {
        var key = PublicKeys.FromFile(BoundedFile.Read(path, "the key", BoundedFile.SmallLimit));
        return key.IsOk ? key.Value : throw new UsageException($"the key '{EvidenceText.Quote(path)}' cannot be used: {key.Reason}");
    }

    private static bool IsAvid(byte[] bytes)
    {
        if (bytes.Length > AvidReport.MaxBytes) return false;
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = 32 });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data_type", out var type)
                && type.ValueKind == JsonValueKind.String && type.ValueEquals("AVID");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
