using Assay.Analysis.Probes;
using Assay.GpuProbe.Interfaces;
using Assay.GpuProbe.Probes.Image;
using Assay.OnnxRuntime;

namespace Assay.Tests.Benchmarks.Images;

/// <summary>A classifier as searches see it, on one thread and with seed 1.</summary>
internal sealed record OpenedClassifier(ProbeContext Context, ImageClassifier Classifier)
{
    public static OrtRuntime Runtime() => OrtRuntime.Open(OrtLibrary.Load(
        OrtLocator.Find().Path ?? throw new InvalidOperationException("ONNX Runtime is not here; infra/native/fetch-onnxruntime.sh brings it.")));

    public static OpenedClassifier Open(OrtRuntime runtime, string file)
    {
        var budget = new ProbeBudget(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), 4L << 30);
        var context = new ProbeContext(runtime, Path.GetFullPath(file), new OrtSessionSettings { Threads = 1 }, 1, budget, _ => { }) { Probe = ImageStatistics.Probe };
        context = context with { Interface = InterfaceDeduction.Deduce(context, default) };
        var (classifier, reason) = ImageClassifier.Of(context, default);
        return new(context, classifier ?? throw new InvalidOperationException($"{file}: {reason}"));
    }

    /// <summary>Images that stand for the classes, made by gradient, as the peers of these comparisons have them.</summary>
    public Carriers Carriers()
    {
        var (carriers, reason) = new PrototypeSynthesis(Context, Classifier).Run([.. Enumerable.Range(0, Classifier.Classes)], 4, "prototypes", default);
        return carriers ?? throw new InvalidOperationException(reason);
    }

    /// <summary>The smallest mask of each class, as the probe looks for it.</summary>
    public IReadOnlyList<FoundTrigger> Masks(Carriers carriers, IReadOnlyList<int> targets)
    {
        var (found, reason) = new PatchSearch(Context, Classifier, PatchOptions.Targets).Run(carriers, SearchGroup.All(carriers, targets), "stamped", default);
        return found ?? throw new InvalidOperationException(reason);
    }
}
