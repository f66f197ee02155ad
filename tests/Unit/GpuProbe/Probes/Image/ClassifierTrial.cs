using Assay.Analysis.Probes;
using Assay.GpuProbe.Interfaces;
using Assay.GpuProbe.Probes.Image;
using Assay.OnnxRuntime;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>Opens a classifier as searches see it, in this process.</summary>
internal static class ClassifierTrial
{
    public static void Run(byte[] model, Action<ProbeContext, ImageClassifier> test)
    {
        using var runtime = OrtRuntime.Open(OrtLibrary.Load(NativeRuntime.LibraryOrSkip()));
        var folder = Directory.CreateTempSubdirectory("assay-classifier-").FullName;
        try
        {
            var path = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(path, model);
            var budget = new ProbeBudget(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), 1L << 30);
            var context = new ProbeContext(runtime, path, new OrtSessionSettings(), 1, budget, _ => { });
            context = context with { Interface = InterfaceDeduction.Deduce(context, default) };
            var (classifier, reason) = ImageClassifier.Of(context, default);
            test(context, classifier.ShouldNotBeNull(reason));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
