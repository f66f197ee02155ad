using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.OnnxGraph.Gradients;

public sealed class RuleTests
{
    public static TheoryData<string> Operators => [.. GradientRules.All.Operators.Where(o => o != "DequantizeLinear")];

    [Theory]
    [MemberData(nameof(Operators))]
    public void The_gradient_of_an_operator_agrees_with_differences_whatever_its_attributes(string op)
    {
        RuleCases.All.ShouldContainKey(op, $"There is a rule for {op} and no case that tests it.");
        using var runtime = NativeRuntime.OpenOrSkip();
        var runner = new OrtGraphRunner(runtime, new());
        for (var seed = 0; seed < 12; seed++)
        {
            var small = RuleCases.All[op](new Random(seed));
            var prepared = Preparation.Prepare(small.Model);
            prepared.Reason.ShouldBeNull($"{op}, seed {seed}");
            // Squares make the cotangent different for each element and dependent on the input.
            var outcome = GradientBuilder.Build(prepared.Value!, new SquareLoss(), ["x"]);
            outcome.Reason.ShouldBeNull($"{op}, seed {seed}");
            using var session = runner.Open(outcome.Graph!.Write());
            var input = Input(small);
            var result = GradientCheck.Run(session, outcome.Graph, new Dictionary<string, TensorConstant> { ["x"] = input });
            result.Reason.ShouldBeNull($"{op}, seed {seed}: {string.Join("; ", result.Directions.Take(2))}");
        }
    }

    private static TensorConstant Input(SmallGraph small)
    {
        long[] dims = [.. small.Model.Graph.Inputs[0].Shape!.Select((d, i) => d.Size ?? (i == 0 ? 2 : 5))];
        var values = new float[dims.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++) values[i] = (float)(small.Range.Low + (small.Random.NextDouble() * (small.Range.High - small.Range.Low)));
        return TensorConstant.OfFloats(dims, values);
    }

    /// <summary>The sum of (y + 1)^2 of all elements, each weighted by its place.</summary>
    private sealed record SquareLoss : ILoss
    {
        public string Build(LossContext context)
        {
            var (e, y) = (context.Emit, context.Output(null));
            var moved = e.Add("Add", y, e.Scalar(1));
            var flat = e.Add("Reshape", e.Add("Mul", moved, moved), e.Integers(1, -1));
            var places = e.Add("Range", e.Scalar(1), e.Add("Cast", [e.Add("Add", e.Add("Size", flat), e.Integer(1))],
                ("to", EditableAttribute.Of(1L))), e.Scalar(1));
            return context.SumRows(e.Add("Mul", flat, e.Add("Sin", places)));
        }
    }
}
