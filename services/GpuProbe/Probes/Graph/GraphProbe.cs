using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.OnnxGraph.Model;

namespace Assay.GpuProbe.Probes.Graph;

/// <summary>Looks for branches of a graph that sleep until a trigger comes, by changing what stays the same. See the README beside it.</summary>
public sealed class GraphProbe : IProbe
{
    private const string Id = "probe.graph";

    public ProbeManifest Manifest { get; } = new(Id, 1, Maturity.Advisory, [FileFormat.Onnx], GraphRules.All)
    {
        Tier = ProbeTier.Screen,
        Tasks = [ModelTask.ImageClassification, ModelTask.TextClassification, ModelTask.CausalLanguageModel],
        After = ["probe.load"],
    };

    public ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken) => new(Run(context, cancellationToken));

    private static ProbeResult Run(ProbeContext context, CancellationToken cancellationToken)
    {
        if (context.ReadModel() is not { } bytes) return new([], [], "The graph is larger than 400 MiB; put its weights into external data to have it examined.");
        var read = EditableModel.Read(bytes, cancellationToken);
        if (!read.Succeeded) return new([], [], $"The graph cannot be rewritten: {EvidenceText.Quote(read.Reason, 512)}");
        return Examine(context, read.Value, cancellationToken);
    }

    private static ProbeResult Examine(ProbeContext context, EditableModel model, CancellationToken cancellationToken)
    {
        var flow = new Dataflow(model.Graph);
        context.Advance(0, "watches the graph's values");
        var observation = new DormancyWatch(context, model, flow).Run(context.Budget.TotalTime * 0.4, cancellationToken);
        var candidates = CandidateChoice.Of(observation, context.Interface);
        var statistics = new GraphStatistics(context, observation, candidates);
        if (observation.Pool is null) return new([], statistics.Finish(0, []), "The model gave no answers that can be compared.");
        var steering = new Steering(context, model, new Reach(model, flow, context.Interface), observation);
        var effects = new List<Effect>();
        string? partial = null;
        try
        {
            foreach (var effect in steering.Run(candidates, cancellationToken)) effects.Add(effect);
        }
        catch (OperationCanceledException)
        {
            partial = string.Create(CultureInfo.InvariantCulture, $"The time was up after {steering.Tried} of {candidates.Count} values that stay the same were changed.");
        }
        var after = AfterScores(model.Graph, flow, observation);
        List<Effect> branches = [.. effects.Where(e => !after.Contains(e.Candidate.Value.Name))];
        List<Effect> fallbacks = [.. effects.Except(branches)];
        if (partial is null && branches.Count == 0 && observation.PoolLabels.Distinct().Count() < 2)
            partial = "The model gave one answer to all inputs tried, so that a branch which leads to that answer cannot be seen.";
        return new(Findings(context, model, flow, observation, branches, fallbacks), statistics.Finish(steering.Tried, branches), partial);
    }

    /// <summary>Values that depend on the input through the scores alone.</summary>
    private static HashSet<string> AfterScores(EditableGraph graph, Dataflow flow, Observation observation)
    {
        if (observation.Scores.Count == 0) return [];
        var cut = graph.Copy();
        foreach (var node in cut.Nodes)
        {
            for (var i = 0; i < node.Outputs.Count; i++) if (observation.Scores.Contains(node.Outputs[i])) node.Outputs[i] = "";
        }
        var before = new Dataflow(cut);
        return [.. flow.From(observation.Scores).Where(value => !before.IsData(value))];
    }

    private static List<Finding> Findings(
        ProbeContext context, EditableModel model, Dataflow flow, Observation observation, List<Effect> branches, List<Effect> fallbacks)
    {
        List<Finding> findings = [];
        if (branches.Count > 0)
        {
            // One branch shows at several values on its way; the first that stands alone says it best.
            var best = branches.OrderBy(e => e.Candidate.Value.Elements).ThenByDescending(e => e.Certainty).First();
            var rule = best.Candidate.Fired > 0 ? GraphRules.Fired : GraphRules.Branch;
            findings.Add(BranchReport.Of(rule, context, model, flow, observation, best, branches.Count));
        }
        if (fallbacks.Count > 0)
        {
            var best = fallbacks.OrderBy(e => e.Candidate.Value.Elements).First();
            findings.Add(BranchReport.Of(GraphRules.Fallback, context, model, flow, observation, best, fallbacks.Count));
        }
        return findings;
    }
}
