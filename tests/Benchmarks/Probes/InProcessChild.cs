using Assay.Analysis.Probes;
using Assay.GpuProbe.Child;
using Assay.GpuProbe.Protocol;

namespace Assay.Tests.Benchmarks.Probes;

/// <summary>The child that runs probes, in this process: for models that do no harm.</summary>
internal static class InProcessChild
{
    /// <summary>What each probe gave, by its id, and why the child failed where it did.</summary>
    public static async Task<(IReadOnlyDictionary<string, ProbeResult> Results, string? Failure)> RunAsync(ProbeRequest request)
    {
        var (input, output) = (new MemoryStream(), new MemoryStream());
        await ProbeFrames.WriteAsync(input, request, default);
        input.Position = 0;
        await ProbeChild.RunAsync(input, output, default);
        output.Position = 0;
        var results = new Dictionary<string, ProbeResult>();
        string? failure = null;
        while (await ProbeFrames.ReadAsync<ProbeReply>(output, default) is { } reply)
        {
            if (reply.Kind == ProbeReplyKind.Failure) failure = reply.Text;
            if (reply.Result is { } result) results[reply.Probe ?? ""] = result;
        }
        return (results, failure);
    }
}
