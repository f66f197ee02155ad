using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Looks at the outputs of all runs.</summary>
internal static class OutputJudge
{
    /// <summary>Fewer different inputs say nothing about whether the output depends on them.</summary>
    private const int EnoughInputs = 3;

    public static IEnumerable<Finding> Findings(OrtSession session, IReadOnlyList<TrialRun> runs)
    {
        var (floats, notANumber, infinite) = Totals(runs);
        if (notANumber + infinite > 0)
        {
            // An infinite score can be meant, as a mask; a value that is not a number cannot.
            var severity = notANumber > 0 ? Severity.Medium : Severity.Low;
            var message = string.Create(CultureInfo.InvariantCulture,
                $"Of {floats} floating-point outputs for ordinary inputs, {notANumber} are not numbers and {infinite} are infinite.");
            yield return LoadRules.NonFinite.Report(severity, Confidence.Medium, message, new(""), Seeds(runs));
        }
        // Where nothing is a number, everything is the same: one finding says it all.
        else if (IsConstant(session, runs) is true)
        {
            var message = $"The floating-point outputs were the same to the last bit for {DifferentInputs(runs)} different inputs.";
            yield return LoadRules.Constant.Report(Severity.Low, Confidence.Medium, message, new(""), Seeds(runs));
        }
    }

    /// <summary>Values of ordinary inputs only: raw pixels may overflow in a model that expects something else.</summary>
    public static (long Floats, long NotANumber, long Infinite) Totals(IReadOnlyList<TrialRun> runs)
    {
        var ordinary = runs.Where(run => run.Scale != InputScale.Pixel).Select(run => run.Outputs).ToList();
        return (ordinary.Sum(outputs => outputs.Floats), ordinary.Sum(outputs => outputs.NotANumber), ordinary.Sum(outputs => outputs.Infinite));
    }

    /// <summary>Whether the output stays the same whatever the input; null where that cannot be said.</summary>
    public static bool? IsConstant(OrtSession session, IReadOnlyList<TrialRun> runs)
    {
        if (session.Inputs.Count == 0 || DifferentInputs(runs) < EnoughInputs || runs.Any(run => run.Outputs.FloatDigest.IsEmpty)) return null;
        return runs.Select(run => run.Outputs.FloatDigest).Distinct().Count() == 1;
    }

    /// <summary>Whether the same input gave the same output; null where it was not run twice.</summary>
    public static bool? IsDeterministic(IReadOnlyList<TrialRun> runs)
    {
        var first = runs.GroupBy(run => (run.Scale, run.Seed)).FirstOrDefault(group => group.Count() > 1);
        return first is null ? null : first.Select(run => run.Outputs.Digest).Distinct().Count() == 1;
    }

    private static int DifferentInputs(IReadOnlyList<TrialRun> runs) => runs.Select(run => (run.Scale, run.Seed)).Distinct().Count();

    private static Evidence Seeds(IReadOnlyList<TrialRun> runs) =>
        new("inputs", string.Join(", ", runs.Select(run => string.Create(CultureInfo.InvariantCulture, $"{run.Scale} from seed {run.Seed}"))));
}
