using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Tests.EndToEnd.Scan;

/// <summary>The JSON report as others rely on it: every promised member, with its type and its words.</summary>
internal static partial class ReportShape
{
    private static readonly string[] _verdicts = ["approved", "review", "incomplete", "rejected"];
    private static readonly string[] _depths = ["metadata", "structure", "full", "probe"];

    public static void ShouldBeReport(this JsonElement report)
    {
        report.Text("schema").ShouldBe("assay.report/1");
        var tool = report.Of("tool", JsonValueKind.Object);
        tool.Text("name").ShouldBe("assay");
        tool.Text("version").ShouldMatch("^[0-9]+\\.[0-9]+\\.[0-9]+");
        report.Text("verdict").ShouldBeOneOf(_verdicts);
        report.Text("depth").ShouldBeOneOf(_depths);
        foreach (var model in report.Items("models")) Model(model);
        Names(report);
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Of(name, JsonValueKind.Array).EnumerateArray();

    public static string Text(this JsonElement element, string name) => element.Of(name, JsonValueKind.String).GetString()!;

    /// <summary>Rules of all findings of a model or of a whole report.</summary>
    public static IReadOnlyList<string> Rules(this JsonElement report) =>
        [.. report.Items("models").SelectMany(m => m.Items("artifacts")).SelectMany(a => a.Items("findings")).Select(f => f.Text("rule"))];

    private static void Model(JsonElement model)
    {
        model.Text("target").ShouldNotBeEmpty();
        model.Text("verdict").ShouldBeOneOf(_verdicts);
        var coverage = model.Of("coverage", JsonValueKind.Object);
        foreach (var number in (string[])["files", "files_read", "bytes", "bytes_read"]) coverage.Of(number, JsonValueKind.Number);
        foreach (var analyser in coverage.Items("analysers")) analyser.Text("status").ShouldBeOneOf("ran", "partial", "skipped", "failed", "absent");
        Number(model, "trojan_probability");
        foreach (var artifact in model.Items("artifacts")) Artifact(artifact);
        foreach (var probe in model.Items("probes")) Probe(probe);
    }

    private static void Artifact(JsonElement artifact)
    {
        artifact.Text("path");
        var sha256 = artifact.GetProperty("sha256");
        if (sha256.ValueKind != JsonValueKind.Null) sha256.GetString()!.ShouldMatch("^[0-9a-f]{64}$");
        artifact.Of("size", JsonValueKind.Number).GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        artifact.Text("format").ShouldNotBeEmpty();
        foreach (var finding in artifact.Items("findings"))
        {
            finding.Text("rule").ShouldMatch("^ASY-[A-Z]+-[0-9]{3}$");
            finding.Text("severity").ShouldBeOneOf("critical", "high", "medium", "low", "info");
            finding.Text("confidence").ShouldBeOneOf("high", "medium", "low");
            finding.Text("title").ShouldNotBeEmpty();
            finding.Text("message").ShouldNotBeEmpty();
            finding.Of("location", JsonValueKind.Object);
            foreach (var evidence in finding.Items("evidence")) evidence.ValueKind.ShouldBe(JsonValueKind.Object);
            foreach (var reference in finding.Items("references")) reference.ValueKind.ShouldBe(JsonValueKind.String);
        }
    }

    private static void Probe(JsonElement probe)
    {
        probe.Text("probe").ShouldNotBeEmpty();
        probe.Text("statistic").ShouldNotBeEmpty();
        Number(probe, "p_value");
        Number(probe, "probability");
        probe.Of("evidence", JsonValueKind.Array);
    }

    /// <summary>Present: null, or from 0 to 1.</summary>
    private static void Number(JsonElement element, string name)
    {
        var value = element.GetProperty(name);
        if (value.ValueKind != JsonValueKind.Null) value.GetDouble().ShouldBeInRange(0, 1);
    }

    private static void Names(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Names(item);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                SnakeCase().IsMatch(member.Name).ShouldBeTrue(member.Name);
                Names(member.Value);
            }
        }
    }

    private static JsonElement Of(this JsonElement element, string name, JsonValueKind kind)
    {
        element.TryGetProperty(name, out var value).ShouldBeTrue($"{name} is missing from {element}");
        value.ValueKind.ShouldBe(kind, name);
        return value;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
