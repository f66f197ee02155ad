using Assay.Analysis;
using Assay.Analysis.Testing;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Inspect.Analysers.Booster;
using Assay.Inspect.Analysers.Caffe;
using Assay.Inspect.Analysers.CoreMl;
using Assay.Inspect.Analysers.ExecuTorch;
using Assay.Inspect.Analysers.Flax;
using Assay.Inspect.Analysers.JsonModels;
using Assay.Inspect.Analysers.OpaqueModels;
using Assay.Inspect.Analysers.Paddle;
using Assay.Inspect.Analysers.RData;
using Assay.Inspect.Analysers.TfLite;
using Assay.Inspect.Analysers.Torch7;
using Assay.Inspect.Analysers.XmlModels;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

/// <summary>What all analysers of model formats say of bytes, each format that the bytes are detected as.</summary>
internal static class Examined
{
    public static IReadOnlyList<IAnalyser> Analysers { get; } =
    [
        new TfLiteAnalyser(), new ExecuTorchAnalyser(), new CoreMlAnalyser(), new XmlModelAnalyser(), new JsonModelAnalyser(), new FlaxAnalyser(),
            new RAnalyser(),
        new Torch7Analyser(), new OpaqueModelAnalyser(), new BoosterAnalyser(), new PaddleAnalyser(), new CaffeAnalyser(),
    ];

    public static async Task<IReadOnlyList<Finding>> AllAsync(byte[] bytes)
    {
        var findings = new List<Finding>();
        foreach (var format in FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).All)
        {
            foreach (var analyser in Analysers)
            {
                var result = await TestBed.For(analyser).WithBytes(bytes).As(format).RunAsync(TestContext.Current.CancellationToken);
                result.Result.BytesUnderstood.ShouldBeInRange(0, bytes.Length);
                findings.AddRange(result.Findings);
            }
        }
        return findings;
    }

    /// <summary>A rule fired with this severity.</summary>
    public static async Task ShouldFireAsync(byte[] bytes, string rule, Severity severity)
    {
        var findings = await AllAsync(bytes);
        findings.ShouldContain(f => f.Rule == rule && f.Severity == severity, string.Join("; ", findings.Select(f =>
            $"{f.Rule} {f.Severity} {f.Message}")));
    }

    /// <summary>The bytes are of a format, and nothing in them is above low.</summary>
    public static async Task ShouldBeHonestAsync(byte[] bytes, string format)
    {
        FileTypeDetector.Detect(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).All.ShouldContain(format);
        var findings = await AllAsync(bytes);
        findings.Where(f => f.Severity > Severity.Low).Select(f => $"{f.Rule} {f.Message}").ShouldBeEmpty();
    }
}
