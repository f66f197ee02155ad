using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>
/// The report as SARIF 2.1.0 for code scanning: one log with one run for all models, because GitHub refuses an upload of several runs of one tool. A
/// model is told by the names of its files and by the property <c>model</c> of each result.
/// </summary>
/// <param name="rules">Texts of the rules; null where none is known, then the findings' own titles and references stand in.</param>
public sealed class SarifReportRenderer(IRuleCatalogue? rules = null) : IReportRenderer
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private const int FlushAt = 64 * 1024;

    public string Format => "sarif";

    public string MediaType => "application/sarif+json";

    public async Task RenderAsync(ScanReport report, Stream output, RenderOptions options, CancellationToken cancellationToken)
    {
        var log = new SarifLog(report, rules ?? RuleCatalogue.Empty, options.Root);
        var buffer = new ArrayBufferWriter<byte>(2 * FlushAt);
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        SarifDriver.Write(json, report.Tool, log);
        Invocation(json, log);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", "assay/");
        json.WriteEndObject();
        json.WriteStartObject("originalUriBaseIds");
        Base(json, SarifPlace.Root, "The directory that the scan was started from.");
        Base(json, SarifPlace.Hub, "Models that were fetched from a hub: owner, name and revision, then the file.");
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("artifacts");
        foreach (var (artifact, place) in log.Artifacts)
        {
            Artifact(json, artifact, place);
            await DrainAsync(FlushAt);
        }
        json.WriteEndArray();
        json.WriteStartArray("results");
        var results = new SarifResults(log);
        foreach (var result in log.Results)
        {
            results.Write(json, result);
            await DrainAsync(FlushAt);
        }
        json.WriteEndArray();
        SarifDriver.WriteTaxonomies(json, log);
        Properties(json, report);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        await DrainAsync(0);
        await output.FlushAsync(cancellationToken);

        async Task DrainAsync(int at)
        {
            if (buffer.WrittenCount + json.BytesPending < at) return;
            json.Flush();
            await output.WriteAsync(buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }
    }

    private static void Invocation(Utf8JsonWriter json, SarifLog log)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", log.IsComplete);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var (level, text) in log.Notices) Notice(json, level, text, "coverage");
        if (log.LeftOut > 0)
            Notice(json, "warning", $"{log.LeftOut} results are left out, the least severe ones; the JSON report has them all.", "left-out");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Notice(Utf8JsonWriter json, string level, string text, string kind)
    {
        json.WriteStartObject();
        json.WriteStartObject("descriptor");
        json.WriteString("id", kind);
        json.WriteEndObject();
        json.WriteString("level", level);
        SarifDriver.Text(json, "message", text);
        json.WriteEndObject();
    }

    private static void Base(Utf8JsonWriter json, string id, string about)
    {
        json.WriteStartObject(id);
        SarifDriver.Text(json, "description", about);
        json.WriteEndObject();
    }

    private static void Artifact(Utf8JsonWriter json, ArtifactReport artifact, (string Uri, string? Base) place)
    {
        json.WriteStartObject();
        json.WriteStartObject("location");
        json.WriteString("uri", place.Uri);
        if (place.Base is not null) json.WriteString("uriBaseId", place.Base);
        json.WriteEndObject();
        json.WriteNumber("length", artifact.Size < 0 ? -1 : artifact.Size);
        json.WriteStartArray("roles");
        json.WriteStringValue("analysisTarget");
        json.WriteEndArray();
        if (!artifact.Sha256.IsEmpty)
        {
            json.WriteStartObject("hashes");
            json.WriteString("sha-256", artifact.Sha256.Hex);
            json.WriteEndObject();
        }
        json.WriteStartObject("properties");
        json.WriteString("format", artifact.Format);
        if (artifact.Note is { } note) json.WriteString("note", EvidenceText.Quote(note, 1024));
        if (artifact.BytesUnderstood is { } understood) json.WriteNumber("bytesUnderstood", understood);
        if (artifact.NotUnderstood.Count > 0) Gaps(json, artifact.NotUnderstood);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Gaps(Utf8JsonWriter json, IReadOnlyList<CoverageGap> gaps)
    {
        json.WriteStartArray("notUnderstood");
        foreach (var gap in gaps)
        {
            json.WriteStartObject();
            if (gap.Member is { } member) json.WriteString("member", EvidenceText.Quote(member, 1024));
            json.WriteNumber("offset", gap.Offset);
            json.WriteNumber("length", gap.Length);
            json.WriteString("reason", EvidenceText.Quote(gap.Reason, 1024));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Properties(Utf8JsonWriter json, ScanReport report)
    {
        json.WriteStartObject("properties");
        json.WriteString("verdict", report.Verdict.ToString().ToLowerInvariant());
        json.WriteString("depth", report.Depth.ToString().ToLowerInvariant());
        json.WriteStartArray("models");
        foreach (var model in report.Models)
        {
            json.WriteStartObject();
            json.WriteString("target", EvidenceText.Quote(model.Target, 1024));
            json.WriteString("verdict", model.Verdict.ToString().ToLowerInvariant());
            json.WriteString("policy", EvidenceText.Quote(model.Policy.Name));
            json.WriteString("policyDigest", model.Policy.Digest.Hex);
            json.WriteString("scan", model.ScanId);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
