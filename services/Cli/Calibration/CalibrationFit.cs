using System.Globalization;
using System.Security.Cryptography;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Domain.Calibration;
using Assay.Domain.Calibration.Fitting;

namespace Assay.Cli.Calibration;

/// <summary>Fits a model of a pack on a report of labelled models.</summary>
internal static class CalibrationFit
{
    /// <summary>The pack with the fitted model in the place of the one of its name, and with the clean models' values as its populations.</summary>
    /// <param name="before">The pack that is changed; the terms are taken from it where it has the model, otherwise from the packs of this build.</param>
    /// <param name="report">Of the labelled models.</param>
    /// <param name="request">What is fitted.</param>
    /// <exception cref="UsageException">It cannot be fitted; says why.</exception>
    public static (CalibrationPack Pack, FittedFamily Fitted) Run(CalibrationPack before, ScanReport report, FitRequest request)
    {
        var (rows, bytes) = LabelledReport.Manifest(request.Manifest);
        if (request.Family is { } only) rows = [.. rows.Where(r => r.Family == only)];
        var (labelled, missing) = LabelledReport.Join(report, rows);
        var family = Template(before, request.Model);
        // A model that the family's probes gave nothing for, such as one of another kind, says nothing about its weights.
        List<LabelledModel> models = [.. labelled.Where(m => family.Terms.Any(t => m.Statistics.Any(s => s.Probe == t.Probe && s.Statistic == t.Statistic && s.Value is not null)))];
        try
        {
            var fitted = FamilyFit.Fit(family, models, request.Options);
            var probes = fitted.Family.Terms.Select(t => t.Probe).ToHashSet(StringComparer.Ordinal);
            var others = before with { References = [.. before.References.Where(r => !probes.Contains(r.Probe))] };
            var clean = models.Where(m => !m.Trojaned).Select(m => (IReadOnlyList<ProbeReport>)[.. m.Statistics.Where(s => probes.Contains(s.Probe))]);
            var pack = ReferenceBuilder.Extend(others, [.. clean]) with
            {
                Families = [.. before.Families.Where(f => f.Family != request.Model), fitted.Family],
                Provenance = Provenance(models, missing.Count, fitted, report.Tool, request, bytes),
            };
            return (pack, fitted);
        }
        catch (CalibrationException e)
        {
            throw new UsageException($"the model {EvidenceText.Quote(request.Model)} cannot be fitted: {EvidenceText.Quote(e.Message)}");
        }
    }

    private static FamilyModel Template(CalibrationPack before, string name)
    {
        var known = ProbeCalibration.BuiltIn.With([before]).Packs.SelectMany(p => p.Families).ToList();
        return known.FindLast(f => f.Family == name)
            ?? throw new UsageException($"there is no model '{EvidenceText.Quote(name)}' to fit; there are {string.Join(", ", known.Select(f => f.Family).Distinct())}");
    }

    private static string Provenance(
        List<LabelledModel> models, int missing, FittedFamily fitted, ToolInfo tool, FitRequest request, byte[] manifest)
    {
        var o = request.Options;
        var clean = models.Count(m => !m.Trojaned);
        var attacks = string.Join(", ", fitted.HeldOut.Attacks.Select(a => Invariant($"{a.Attack} {a.Auc:0.00} (n={a.Models})")));
        var kept = fitted.Kept.Count == 0 ? "" : $" Not fitted, and not in these numbers: {string.Join(", ", fitted.Kept)}.";
        return Invariant($"Fitted on {models.Count} labelled models ({clean} clean, {models.Count - clean} trojaned) with statistics of {tool.Name} {tool.Version}; ")
            + Invariant($"labels by a manifest with the SHA-256 {Convert.ToHexStringLower(SHA256.HashData(manifest))}, of which {missing} models were not scanned. ")
            + "Logistic model; centres and scales are quantiles of the clean models, attack types weigh alike, clean and trojaned models alike. "
            + Invariant($"Seed {o.Seed}, weights pulled towards {o.Prior} by {o.Pull}, stated for a share of {o.Prevalence} trojaned models. ")
            + Invariant($"Each attack was scored by fits without it, clean models by fits without them; AUC by attack: {attacks}. ")
            + Invariant($"At a threshold that 5 % of the clean models exceed, {Math.Round(100 * fitted.HeldOut.Detection)} % of the trojaned ones are found.{kept}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
