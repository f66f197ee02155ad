using Assay.Analysis.Probes;
using Assay.Domain.Tasks;
using Assay.GpuProbe.Child;
using Assay.GpuProbe.Protocol;
using Assay.OnnxRuntime;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.GpuProbe.Probes;

/// <summary>Runs one probe on one model with its files, in this process: for models that do no harm.</summary>
internal static class ProbeTrial
{
    public static Task<ProbeResult> RunAsync(string probe, byte[] model, params (string Name, string Text)[] files) => RunAsync(probe, model, null, null, files);

    /// <summary>With the probe's own time, where it is not the time of all probes.</summary>
    public static Task<ProbeResult> RunAsync(string probe, byte[] model, TimeSpan? time, params (string Name, string Text)[] files) => RunAsync(probe, model, null, time, files);

    /// <summary>With another model to compare with, beside which the same files lie.</summary>
    public static Task<ProbeResult> RunAgainstAsync(
        string probe, byte[] model, (byte[] Model, string Name, ReferenceKind Kind)? reference, params (string Name, string Text)[] files) =>
        RunAsync(probe, model, reference, null, files);

    private static async Task<ProbeResult> RunAsync(
        string probe, byte[] model, (byte[] Model, string Name, ReferenceKind Kind)? reference, TimeSpan? time, (string Name, string Text)[] files)
    {
        var library = NativeRuntime.LibraryOrSkip();
        var folder = Directory.CreateTempSubdirectory("assay-trial-").FullName;
        try
        {
            var path = await LayAsync(Path.Combine(folder, "model"), model, files);
            var request = new ProbeRequest(library, new OrtSessionSettings(), path, [probe], 1, 20, 60, 2L << 30);
            if (reference is { } other) request = request with { Reference = new(await LayAsync(Path.Combine(folder, "reference"), other.Model, files), other.Name, other.Kind) };
            if (time is { } own) request = request with { ProbeSeconds = new Dictionary<string, double> { [probe] = own.TotalSeconds } };
            return (await RunAsync(request)).GetValueOrDefault(probe) ?? throw new InvalidOperationException("The child gave no result.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> LayAsync(string folder, byte[] model, (string Name, string Text)[] files)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, "model.onnx"), model);
        foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        return Path.Combine(folder, "model.onnx");
    }

    /// <summary>Runs several probes one after another in one child, each with the results of those before.</summary>
    public static async Task<IReadOnlyDictionary<string, ProbeResult>> RunAllAsync(
        IReadOnlyList<string> probes, byte[] model, IReadOnlyDictionary<string, double> seconds)
    {
        var library = NativeRuntime.LibraryOrSkip();
        var folder = Directory.CreateTempSubdirectory("assay-trial-").FullName;
        try
        {
            var path = await LayAsync(folder, model, []);
            return await RunAsync(new(library, new OrtSessionSettings(), path, probes, 1, 60, 300, 2L << 30) { ProbeSeconds = seconds });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Dictionary<string, ProbeResult>> RunAsync(ProbeRequest request)
    {
        var (input, output) = (new MemoryStream(), new MemoryStream());
        await ProbeFrames.WriteAsync(input, request, default);
        input.Position = 0;
        (await ProbeChild.RunAsync(input, output, TestContext.Current.CancellationToken)).ShouldBe(0);
        output.Position = 0;
        var results = new Dictionary<string, ProbeResult>();
        while (await ProbeFrames.ReadAsync<ProbeReply>(output, default) is { } reply)
        {
            reply.Kind.ShouldNotBe(ProbeReplyKind.Failure, reply.Text);
            if (reply.Result is { } result) results[reply.Probe!] = result;
        }
        return results;
    }

    public static double? Value(this ProbeResult result, string statistic) => result.Statistics.SingleOrDefault(s => s.Statistic == statistic)?.Value;
}
