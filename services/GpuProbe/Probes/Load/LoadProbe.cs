using System.Diagnostics;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>Loads a model, finds inputs that it takes, runs it a few times and looks at what comes out. See the README beside it.</summary>
public sealed class LoadProbe : IProbe
{
    public ProbeManifest Manifest { get; } = new("probe.load", 1, Maturity.Enforcing, [FileFormat.Onnx], LoadRules.All)
    {
        Tier = ProbeTier.Static,
        UsesWholeTime = true,
    };

    public ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken) => new(Run(context, cancellationToken));

    private static ProbeResult Run(ProbeContext context, CancellationToken cancellationToken)
    {
        var statistics = new LoadStatistics(context);
        try
        {
            context.Progress("loads the model");
            var clock = Stopwatch.StartNew();
            using var session = context.OpenSession();
            statistics.Add("load_seconds", clock.Elapsed.TotalSeconds);
            return Examine(context, session, statistics, cancellationToken);
        }
        catch (OrtException exception)
        {
            return new([LoadFailure.Describe(exception, context)], statistics.Finish()) { ModelUnusable = true };
        }
    }

    private static ProbeResult Examine(ProbeContext context, OrtSession session, LoadStatistics statistics, CancellationToken cancellationToken)
    {
        if (InputSupport.Problem(session) is { } problem) return new([], statistics.Finish(), problem);
        using var trials = new ModelTrials(context, session, cancellationToken);
        var (plan, failure) = trials.FindPlan();
        if (failure is not null) return new([failure], statistics.Finish()) { ModelUnusable = true };
        if (plan is null) return new([], statistics.Finish(), trials.NoPlanReason);
        var runs = trials.RunAll(plan);
        statistics.Describe(session, plan, runs);
        List<Finding> findings = [.. OutputJudge.Findings(session, runs)];
        if (trials.Failure is not null) findings.Add(trials.Failure);
        return new(findings, statistics.Finish(), trials.PartialReason) { ModelUnusable = trials.Failure is not null };
    }
}
