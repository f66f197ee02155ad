using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.GpuProbe.Running;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Probes.Load;

/// <summary>The runs of one model: first those that look for a plan that it takes, then those that show what it does.</summary>
internal sealed class ModelTrials(ProbeContext context, OrtSession session, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>Different inputs; the first is run twice.</summary>
    private static readonly InputScale[] Scales = [InputScale.Normal, InputScale.Normal, InputScale.Unit, InputScale.Pixel, InputScale.Normal];

    private readonly RunClock _clock = new(session, context.Budget.RunTime);

    /// <summary>What a run did wrong after a plan was found; null for nothing.</summary>
    public Finding? Failure { get; private set; }

    /// <summary>Why not everything was run; null where it was.</summary>
    public string? PartialReason { get; private set; }

    /// <summary>Why no plan was found.</summary>
    public string NoPlanReason { get; private set; } = "No sizes for the open dimensions were found that the model runs with; it was loaded only.";

    /// <summary>Tries plans until one runs. A finding where a run showed something wrong with the model; neither where no guess fits.</summary>
    public (InputPlan? Plan, Finding? Failure) FindPlan()
    {
        var hasIntegers = session.Inputs.Any(port => !port.ElementType.IsFloat());
        var isFixed = InputPlan.IsFixed(session);
        var guesses = InputPlan.Guesses.Where(plan => hasIntegers || plan.Tokens == InputPlan.Guesses[0].Tokens);
        if (isFixed) guesses = guesses.DistinctBy(plan => plan.Tokens);
        OrtException? last = null;
        foreach (var plan in guesses)
        {
            if (cancellationToken.IsCancellationRequested) break;
            var inputs = SeededInputs.Create(session, plan, InputScale.Normal, context.Seed);
            if (inputs is null) continue;
            try
            {
                context.Progress(string.Create(CultureInfo.InvariantCulture, $"looks for inputs: batch {plan.Batch}, other {plan.Other}, tokens {plan.Tokens}"));
                _clock.Run(inputs, cancellationToken);
                return (plan, null);
            }
            catch (OrtException exception)
            {
                if (_clock.Expired) return (null, Hang(plan));
                if (LoadFailure.IsMemory(exception)) return (null, LoadFailure.Describe(exception, context));
                last = exception;
            }
            finally
            {
                foreach (var (_, tensor) in inputs) tensor.Dispose();
            }
        }
        if (last is null) NoPlanReason = "The model's inputs are too large to be made here; it was loaded only.";
        else NoPlanReason += $" The runtime's last word: {EvidenceText.Quote(last.Message, 512)}";
        // With every size declared there is nothing to guess: the model does not run with what it declares.
        return (null, isFixed && last is not null && !hasIntegers ? LoadFailure.Describe(last, context) : null);
    }

    /// <summary>Runs the model with different inputs, the first of them twice.</summary>
    public IReadOnlyList<TrialRun> RunAll(InputPlan plan)
    {
        var runs = new List<TrialRun>();
        for (var i = 0; i < Scales.Length; i++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                PartialReason = $"The time was up after {runs.Count} of {Scales.Length} runs.";
                break;
            }
            // The last run repeats the first one.
            var seed = context.Seed + (ulong)(i == Scales.Length - 1 ? 0 : i);
            context.Progress(string.Create(CultureInfo.InvariantCulture, $"makes run {i + 1} of {Scales.Length}"));
            if (RunOne(plan, Scales[i], seed) is { } run) runs.Add(run);
            if (Failure is not null) break;
        }
        return runs;
    }

    public void Dispose() => _clock.Dispose();

    private TrialRun? RunOne(InputPlan plan, InputScale scale, ulong seed)
    {
        var inputs = SeededInputs.Create(session, plan, scale, seed)!;
        try
        {
            var (outputs, seconds) = _clock.Run(inputs, cancellationToken);
            return new(scale, seed, outputs, seconds);
        }
        catch (OrtException exception)
        {
            if (_clock.Expired) Failure = Hang(plan);
            else if (LoadFailure.IsMemory(exception)) Failure = LoadFailure.Describe(exception, context);
            // Sizes that depend on values may fail for some inputs; a healthy model may do that.
            else PartialReason = $"A run with inputs of scale {scale} failed: {EvidenceText.Quote(exception.Message, 512)}";
            return null;
        }
        finally
        {
            foreach (var (_, tensor) in inputs) tensor.Dispose();
        }
    }

    private Finding? Hang(InputPlan plan)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            PartialReason = NoPlanReason = "The time of the probe was up during a run.";
            return null;
        }
        var message = string.Create(CultureInfo.InvariantCulture,
            $"A run with batch {plan.Batch} and {plan.Other} for other open sizes had not ended after {context.Budget.RunTime.TotalSeconds:0.#} s and was stopped.");
        return RuntimeRules.Hangs.Report(RuntimeRules.Hangs.Severity, Confidence.Medium, message, new(""),
            new Evidence("seed", context.Seed.ToString(CultureInfo.InvariantCulture)));
    }
}
