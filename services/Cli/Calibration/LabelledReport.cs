using System.Text.Json;
using Assay.Cli.Provenance;
using Assay.Contracts;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Domain.Calibration;
using Assay.Domain.Calibration.Fitting;

namespace Assay.Cli.Calibration;

/// <summary>Joins a report with the labels of its models.</summary>
internal static class LabelledReport
{
    private const int MaxBytes = 512 << 20;

    /// <exception cref="UsageException">It cannot be read, or is no report.</exception>
    public static ScanReport Read(string path)
    {
        try
        {
            var report = JsonSerializer.Deserialize<ScanReport>(BoundedFile.Read(path, "the report", MaxBytes), AssayJson.Options);
            if (report is { Schema: ScanReport.SchemaId, Models: not null }) return report;
        }
        catch (JsonException e)
        {
            throw new UsageException($"'{EvidenceText.Quote(path)}' is no report that this version reads: {EvidenceText.Quote(e.Message)}");
        }
        throw new UsageException($"'{EvidenceText.Quote(path)}' is no report of a scan in JSON");
    }

    /// <exception cref="UsageException">It cannot be read, or is no manifest.</exception>
    public static (IReadOnlyList<LabelledRow> Rows, byte[] Bytes) Manifest(string path)
    {
        var bytes = BoundedFile.Read(path, "the manifest", MaxBytes);
        try
        {
            return (LabelledManifest.Read(bytes), bytes);
        }
        catch (CalibrationException e)
        {
            throw new UsageException($"'{EvidenceText.Quote(path)}' cannot be used: {EvidenceText.Quote(e.Message)}");
        }
    }

    /// <summary>Models of the report that have a label, and the ids of labelled ones that the report does not have.</summary>
    /// <exception cref="UsageException">Two models of the report are the same one of the manifest.</exception>
    public static (IReadOnlyList<LabelledModel> Models, IReadOnlyList<string> Missing) Join(ScanReport report, IReadOnlyList<LabelledRow> rows)
    {
        var named = rows.SelectMany(r => Names(r).Select(name => (name, r))).GroupBy(n => n.name).ToDictionary(g => g.Key, g => g.First().r, StringComparer.Ordinal);
        var found = new Dictionary<string, LabelledModel>(StringComparer.Ordinal);
        foreach (var model in report.Models)
        {
            if (!named.TryGetValue(LabelledRow.LastPart(model.Target), out var row)) continue;
            if (!found.TryAdd(row.Id, new(row.Id, row.Attack, model.Probes)))
                throw new UsageException($"the report has the model {EvidenceText.Quote(row.Id)} of the manifest twice");
        }
        // In the manifest's order, so that the order of a scan changes nothing.
        return ([.. rows.Where(r => found.ContainsKey(r.Id)).Select(r => found[r.Id])], [.. rows.Where(r => !found.ContainsKey(r.Id)).Select(r => r.Id)]);
    }

    private static IEnumerable<string> Names(LabelledRow row) => row.File is { } file
        ? new[] { row.Id, LabelledRow.LastPart(file), Path.GetFileNameWithoutExtension(file) }.Distinct()
        : [row.Id];
}
