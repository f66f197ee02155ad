using System.Diagnostics;
using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Collects the statistics of one model.</summary>
internal sealed class LoadStatistics(ProbeContext context)
{
    /// <summary>Models with very many inputs are described by their first ones.</summary>
    private const int MaxPorts = 8;

    private readonly List<ProbeReport> _reports = [];
    private readonly List<Evidence> _setting =
    [
        new("seed", context.Seed.ToString(CultureInfo.InvariantCulture)),
        new("provider", context.Device.Provider.ToString()),
        new("runtime", context.Runtime.Library.Version),
    ];

    public void Add(string name, double? value) => _reports.Add(new("probe.load", "", name, value, null, null, []));

    /// <summary>Adds what the runs have shown.</summary>
    public void Describe(OrtSession session, InputPlan plan, IReadOnlyList<TrialRun> runs)
    {
        foreach (var input in session.Inputs.Take(MaxPorts))
        {
            _setting.Add(Evidence.Quoted("input", $"{input.Name}: {input.TypeText} as {string.Join('x', plan.ShapeOf(input))}"));
        }
        foreach (var output in session.Outputs.Take(MaxPorts)) _setting.Add(Evidence.Quoted("output", $"{output.Name}: {output.TypeText}"));
        var (floats, notANumber, infinite) = OutputJudge.Totals(runs);
        Add("runs", runs.Count);
        Add("output_finite_share", floats == 0 ? null : (double)(floats - notANumber - infinite) / floats);
        Add("output_constant", Number(OutputJudge.IsConstant(session, runs)));
        Add("deterministic", Number(OutputJudge.IsDeterministic(runs)));
        Add("run_seconds", runs.Count == 0 ? null : runs.Min(run => run.Seconds));
    }

    /// <summary>All statistics, each with the settings it was gained under.</summary>
    public IReadOnlyList<ProbeReport> Finish()
    {
        using var self = Process.GetCurrentProcess();
        Add("peak_memory_bytes", self.PeakWorkingSet64);
        return [.. _reports.Select(report => report with { Evidence = _setting })];
    }

    private static double? Number(bool? value) => value is null ? null : value.Value ? 1 : 0;
}
