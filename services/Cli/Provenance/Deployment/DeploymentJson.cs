using System.Text.Json;
using Assay.Attestation.Deployment;

namespace Assay.Cli.Provenance.Deployment;

/// <summary>Results for programs.</summary>
internal static class DeploymentJson
{
    public static string Write(DeploymentRequest request, DeploymentResult result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "assay.deployment/1");
            json.WriteString("target", request.Target);
            json.WriteBoolean("valid", result.IsValid);
            json.WriteStartArray("reasons");
            foreach (var refusal in result.Refusals)
            {
                json.WriteStartObject();
                json.WriteString("id", refusal.Id);
                json.WriteString("message", refusal.Message);
                json.WriteString("remedy", refusal.Remedy);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (var note in result.Notes) json.WriteStringValue(note);
            json.WriteEndArray();
            WriteFacts(json, result);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteFacts(Utf8JsonWriter json, DeploymentResult result)
    {
        json.WriteString("manifest", result.Manifest.IsEmpty ? null : result.Manifest.Hex);
        if (result.LogIndex is { } index) json.WriteNumber("log_index", index);
        if (result.Summary is { } summary)
        {
            json.WriteString("scan", summary.Coverage.Scan);
            json.WriteString("verdict", summary.Coverage.Verdict.ToString().ToLowerInvariant());
            json.WriteString("depth", summary.Coverage.Depth.ToString().ToLowerInvariant());
            json.WriteString("decided_at", summary.TimeVerified);
            json.WriteString("resource", summary.ResourceUri);
            json.WriteString("policy_digest", summary.Policy.Sha256.Hex);
            json.WriteString("verifier", summary.Verifier);
        }
        if (result.Approval is { } act)
        {
            json.WriteString("approved_at", act.At);
            json.WriteString("approved_by", act.ActorName);
        }
    }
}
