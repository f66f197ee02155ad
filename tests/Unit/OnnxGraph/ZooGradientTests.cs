using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Running;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.OnnxGraph;

public sealed class ZooGradientTests(ITestOutputHelper output)
{
    /// <summary>The least share of the models that has to be rewritten and to pass the check.</summary>
    private const double Wanted = 0.95;

    [Fact]
    public void Gradients_of_trained_models_agree_with_differences()
    {
        var models = Zoo.ModelsOrSkip();
        using var runtime = NativeRuntime.OpenOrSkip();
        var runner = new OrtGraphRunner(runtime, new());
        var passed = 0;
        foreach (var file in models)
        {
            var reason = Check(file, runner);
            if (reason is null) passed++;
            else output.WriteLine($"{Path.GetFileName(file)}: {reason}");
        }
        output.WriteLine($"{passed} of {models.Count} passed.");
        (passed / (double)models.Count).ShouldBeGreaterThanOrEqualTo(Wanted);
    }

    private static string? Check(string file, OrtGraphRunner runner)
    {
        var (model, variables, reason) = Zoo.Prepare(file);
        if (model is null || reason is not null) return reason;
        var outcome = GradientBuilder.Build(model, new WeightedSumLoss(), variables);
        if (outcome.Graph is not { } graph) return outcome.Reason;
        try
        {
            using var session = runner.Open(graph.Write());
            return GradientCheck.Run(session, graph, Zoo.Inputs(graph.Inputs, model, 1)).Reason;
        }
        catch (GraphRunException e)
        {
            return e.Message;
        }
    }
}
