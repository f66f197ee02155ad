using System.Globalization;

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
        using var runtime = OpenedClassifier.Runtime();
        Console.WriteLine("model                  classes  prototypes s  patches s  mask and index of the easiest class");
        foreach (var file in files)
        {
            var opened = OpenedClassifier.Open(runtime, file);
            var before = Environment.CpuUsage.TotalTime;
            var carriers = opened.Carriers();
            var between = Environment.CpuUsage.TotalTime;
            var found = opened.Masks(carriers, [.. Enumerable.Range(0, opened.Classifier.Classes)]);
            var after = Environment.CpuUsage.TotalTime;
            var best = found.MinBy(f => f.Cost)!;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file),-20} {opened.Classifier.Classes,9}  {(between - before).TotalSeconds,12:0.00}  {(after - between).TotalSeconds,9:0.00}  {Math.Exp(best.Cost),6:0.0} {best.Target}"));
        }
    }
}
