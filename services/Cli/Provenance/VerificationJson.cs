using System.Text.Json;
using Assay.Attestation.Oms;

namespace Assay.Cli.Provenance;

/// <summary>Results for programs. Lists are cut at 1,000 entries; their numbers are whole.</summary>
internal static class VerificationJson
{
    /// <summary>A model whose 100,000 files are unsigned is named by their number.</summary>
    private const int MostListed = 1000;

    /// <summary>One result, of a command or of a line of a batch.</summary>
    public static string Write(VerifyRequest request, OmsVerification result, bool indented)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = indented }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "assay.verification/1");
            if (request.Id is { } id) json.WriteString("id", id);
            json.WriteString("target", request.Target);
            json.WriteBoolean("valid", result.IsValid);
            WriteReasons(json, "reasons", result.Refusals);
            WriteReasons(json, "let_pass", result.LetPass);
            WriteTexts(json, "notes", result.Notes);
            json.WriteString("signer", result.Signer);
            WriteCoverage(json, result.Coverage);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteCoverage(Utf8JsonWriter json, OmsCoverage? coverage)
    {
        if (coverage is null)
        {
            json.WriteNull("coverage");
            return;
        }
        json.WriteStartObject("coverage");
        json.WriteBoolean("complete", coverage.IsComplete);
        json.WriteNumber("covered", coverage.Covered);
        json.WriteNumber("covered_bytes", coverage.CoveredBytes);
        json.WriteNumber("ignored_count", coverage.Ignored.Count);
        WriteTexts(json, "ignored", coverage.Ignored);
        json.WriteNumber("unsigned_count", coverage.Unsigned.Count);
        WriteTexts(json, "unsigned", coverage.Unsigned);
        WriteTexts(json, "uncovered_weights_or_code", coverage.UncoveredWeightsOrCode);
        json.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter json, string name, IReadOnlyList<OmsReason> reasons)
    {
        json.WriteStartArray(name);
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("id", reason.Id);
            json.WriteString("message", reason.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts.Take(MostListed)) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
