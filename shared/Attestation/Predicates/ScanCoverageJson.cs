using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Attestation.Json;
using Assay.Attestation.Manifests;
using Assay.Attestation.Registry;
using Assay.Contracts.Reports;

namespace Assay.Attestation.Predicates;

/// <summary>The extension member that tells what a verdict rests on.</summary>
internal static class ScanCoverageJson
{
    private const int MostAnalysers = 1024;

    public static JsonObject Write(ScanCoverage coverage)
    {
        var written = new JsonObject
        {
            ["scan"] = coverage.Scan.ToString("D"),
            ["verdict"] = Word(coverage.Verdict),
            ["depth"] = Word(coverage.Depth),
            ["bytesRead"] = coverage.BytesRead,
            ["bytesUnderstood"] = coverage.BytesUnderstood,
            ["analysers"] = new JsonArray([.. coverage.Analysers.Select(a => new JsonObject { ["id"] = a.Id, ["version"] = a.Version, ["status"] = Word(a.Status) })]),
            ["files"] = new JsonArray([.. coverage.Manifest.Entries.Select(e => new JsonObject { ["path"] = e.Path, ["size"] = e.Size, ["sha256"] = e.Sha256.Hex })]),
        };
        if (coverage.ExpiresAt is { } end) written["expires"] = StatementJson.Time(end);
        return written;
    }

    /// <summary>Null where something is wrong, which is reported.</summary>
    public static ScanCoverage? Read(JsonFields fields)
    {
        var analysers = fields.RequiredObjects("analysers", MostAnalysers)
            .Select(a => new AttestedAnalyser(a.Text("id"), a.Text("version"), Value<CoverageStatus>(a, "status"))).ToList();
        var files = fields.RequiredObjects("files", RegistryActJson.MostFiles)
            .Select(f => new ManifestEntry(f.Text("path"), f.OptionalCount("size") ?? -1, f.Digest("sha256"))).ToList();
        var manifest = Manifest(fields, files);
        var read = new
        {
            Scan = fields.Id("scan") ?? default,
            Verdict = Value<Contracts.Values.VerdictKind>(fields, "verdict"),
            Depth = Value<Contracts.Values.Depth>(fields, "depth"),
            BytesRead = Count(fields, "bytesRead"),
            BytesUnderstood = Count(fields, "bytesUnderstood"),
            Expires = fields.Has("expires") ? fields.Time("expires") : null,
        };
        if (fields.Problem.First is not null || manifest is null) return null;
        return new()
        {
            Scan = read.Scan,
            Verdict = read.Verdict,
            Depth = read.Depth,
            BytesRead = read.BytesRead,
            BytesUnderstood = read.BytesUnderstood,
            Analysers = analysers,
            ExpiresAt = read.Expires,
            Manifest = manifest,
        };
    }

    private static long Count(JsonFields fields, string name)
    {
        if (!fields.Has(name)) fields.Problem.Report(fields.Path, $"{name}: missing");
        return fields.OptionalCount(name) ?? 0;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static T Value<T>(JsonFields fields, string name)
        where T : struct, Enum
    {
        var text = fields.Text(name);
        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == text) return value;
        }
        fields.Problem.Report(fields.Path, $"{name}: one of {string.Join(", ", Enum.GetValues<T>().Select(Word))} is expected");
        return default;
    }

    private static ModelManifest? Manifest(JsonFields fields, List<ManifestEntry> files)
    {
        if (fields.Problem.First is not null) return null;
        try
        {
            return ModelManifest.Of(files);
        }
        catch (ArgumentException)
        {
            fields.Problem.Report(fields.Path, "files: not the files of a model");
            return null;
        }
    }
}
