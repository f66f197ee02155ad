using System.Diagnostics;
using System.Globalization;
using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Losses;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Optimisation;
using Assay.OnnxRuntime;

namespace Assay.Tests.Benchmarks.Gradients;

/// <summary>
/// What a step of trigger inversion (mask and pattern, cross-entropy, Adam, all in the graph) costs beside a forward run of the same rows, and how
/// much of
/// the loop's time is spent inside ONNX Runtime.
/// </summary>
internal static class GradientSteps
{
    private const int Rows = 32;
    private const int Steps = 40;

    public static void Run(string folder)
    {
        var library = OrtLocator.Find();
        if (library.Path is null) throw new InvalidOperationException("ONNX Runtime is not here; infra/native/fetch-onnxruntime.sh brings it.");
        using var runtime = OrtRuntime.Open(OrtLibrary.Load(library.Path));
        Console.WriteLine("model                 rewrite ms  nodes -> nodes  forward ms  step ms  ratio  in ONNX Runtime");
        var (total, inside) = (0d, 0d);
        foreach (var file in Directory.GetFiles(folder, "*.onnx").Order(StringComparer.Ordinal).Take(60))
        {
            if (Measure(runtime, file) is not { } measured) continue;
            total += measured.Total;
            inside += measured.Inside;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"all: {inside / total:P1} of the loops' wall time inside ONNX Runtime; wanted: at least 90 %"));
    }

    private static (double Total, double Inside)? Measure(OrtRuntime runtime, string file)
    {
        var bytes = File.ReadAllBytes(file);
        var clock = Stopwatch.StartNew();
        var prepared = Preparation.Prepare(bytes, new() { OpenBatch = true });
        if (prepared.Value?.Model.Graph.Inputs is not [{ Type: ElementType.Float, Shape: { Count: 4 } shape } input]) return null;
        var composed = ComposedModel.Of(prepared.Value, input.Name, new MaskedPattern(0, 1, shape[1].Size <= 3 ? 1 : 3));
        if (!composed.Succeeded) return null;
        var gradient = GradientBuilder.Build(composed.Value.Model, new CrossEntropyLoss(), composed.Value.Parameters, new() { KeepOutputs = false });
        if (gradient.Graph is null) return null;
        var graph = OptimisationGraph.Of(gradient.Graph, new AdamUpdate()).Value!;
        var written = graph.Write();
        var rewrite = clock.Elapsed.TotalMilliseconds;
        long[] image = [Rows, .. shape.Skip(1).Select(d => d.Size ?? 1)];
        var runner = new OrtGraphRunner(runtime, new());
        var forward = Forward(runner, prepared.Value.Model, input.Name, image);
        using var session = new TimedSession(runner.Open(written));
        var values = graph.Given.Concat(graph.States.Where(s => s.IsParameter).Select(s =>
            new ValueInfo { Name = s.Input, Type = StateSlot.Type, Shape = s.Shape }))
            .ToDictionary(i => i.Name, i => Value(i), StringComparer.Ordinal);
        using var loop = new OptimisationLoop(graph, session, values);
        loop.Run(4);
        session.Inside.Reset();
        clock.Restart();
        for (var i = 0; i < Steps; i += 10) loop.Run(10);
        var (all, within) = (clock.Elapsed.TotalMilliseconds, session.Inside.Elapsed.TotalMilliseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(file),-20} {rewrite,10:F1}  {prepared.Value.Model.Graph.Nodes.Count,5} -> {graph.Model.Graph.Nodes.Count,5}  "
            + $"{forward,10:F2}  {all / Steps,7:F2}  {all / Steps / forward,5:F1}  {within / all,8:P1}"));
        return (all, within);
    }

    private static double Forward(OrtGraphRunner runner, EditableModel model, string input, long[] dims)
    {
        using var session = runner.Open(model.Write());
        var values = new Dictionary<string, TensorConstant> { [input] = Zeros(dims) };
        string[] outputs = [model.Graph.Outputs[0].Name];
        for (var i = 0; i < 3; i++) session.Run(values, outputs);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 10; i++) session.Run(values, outputs);
        return clock.Elapsed.TotalMilliseconds / 10;
    }

    private static TensorConstant Value(ValueInfo info)
    {
        long[] dims = [.. info.Shape!.Select(d => d.Size ?? Rows)];
        return info.Type == ElementType.Int64 ? TensorConstant.OfIntegers(dims, new long[dims.Aggregate(1L, (a, b) => a * b)])
            : info.Name == "assay_rate" ? TensorConstant.Scalar(0.1f) : Zeros(dims);
    }

    private static TensorConstant Zeros(long[] dims) => TensorConstant.OfFloats(dims, new float[dims.Aggregate(1L, (a, b) => a * b)]);
}
