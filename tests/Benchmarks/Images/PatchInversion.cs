using System.Globalization;
using Assay.Analysis.Probes;
using Assay.GpuProbe.Interfaces;
using Assay.GpuProbe.Probes.Image;
using Assay.OnnxRuntime;

namespace Assay.Tests.Benchmarks.Images;

/// <summary>
/// What it costs to look for the smallest mask of every class (100 steps, 10 carriers for each class) on one thread, in processor time, which other
/// work on
/// the machine changes little. Its peer is the same search in PyTorch, on one thread, on the same models.
/// </summary>
internal static class PatchInversion
{
    public static void Run(IEnumerable<string> files)
    {
        var library = OrtLocator.Find().Path ?? throw new InvalidOperationException("ONNX Runtime is not here; infra/native/fetch-onnxruntime.sh brings it.");
        using var runtime = OrtRuntime.Open(OrtLibrary.Load(library));
        Console.WriteLine("model                  classes  prototypes s  patches s  mask and index of the easiest class");
        foreach (var file in files)
        {
            var budget = new ProbeBudget(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), 4L << 30);
            var context = new ProbeContext(runtime, Path.GetFullPath(file), new OrtSessionSettings(), 1, budget, _ => { }) { Probe = "benchmark" };
            context = context with { Interface = InterfaceDeduction.Deduce(context, default) };
            var (classifier, reason) = ImageClassifier.Of(context, default);
            if (classifier is null) throw new InvalidOperationException(reason);
            var before = Environment.CpuUsage.TotalTime;
            var (carriers, why) = new PrototypeSynthesis(context, classifier).Run([.. Enumerable.Range(0, classifier.Classes)], 4, "prototypes", default);
            if (carriers is null) throw new InvalidOperationException(why);
            var between = Environment.CpuUsage.TotalTime;
            var groups = SearchGroup.All(carriers, [.. Enumerable.Range(0, classifier.Classes)]);
            var (found, _) = new PatchSearch(context, classifier, PatchOptions.Targets).Run(carriers, groups, "stamped", default);
            var after = Environment.CpuUsage.TotalTime;
            var best = found!.MinBy(f => f.Cost)!;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file),-20} {classifier.Classes,9}  {(between - before).TotalSeconds,12:0.00}  {(after - between).TotalSeconds,9:0.00}  {Math.Exp(best.Cost),6:0.0} {best.Target}"));
        }
    }
}
