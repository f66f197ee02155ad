using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.GpuProbe.Catalog;
using Assay.GpuProbe.Interfaces;
using Assay.GpuProbe.Protocol;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Child;

/// <summary>The probes of one request, one after another: each gets what the ones before have found, its own chance and its own time.</summary>
internal sealed class ChildRun(OrtRuntime runtime, ProbeRequest request, string model, Stream output)
{
    /// <summary>To find out how a model is fed takes a few dozen runs.</summary>
    private static readonly TimeSpan InterfaceTime = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, ProbeResult> _results = new(request.Earlier);
    private double? _fraction;
    private ModelInterface? _interface;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var catalog = ProbeCatalog.Discover();
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        total.CancelAfter(TimeSpan.FromSeconds(request.TotalSeconds));
        var folder = Directory.CreateTempSubdirectory("assay-work-").FullName;
        try
        {
            foreach (var id in request.Probes)
            {
                var probe = catalog.Find(id) ?? throw new ProbeProtocolException($"There is no probe {id}.");
                var result = await RunAsync(probe, folder, total.Token);
                _results[id] = result with { Attachments = [] };
                await ProbeFrames.WriteAsync(output, new ProbeReply(ProbeReplyKind.Result) { Probe = id, Result = result }, cancellationToken);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<ProbeResult> RunAsync(IProbe probe, string folder, CancellationToken total)
    {
        var manifest = probe.Manifest;
        if (manifest.After.FirstOrDefault(id => _results.TryGetValue(id, out var earlier) && earlier.ModelUnusable) is { } broken)
            return new([], [], $"The model cannot be run; see what {broken} says.");
        var seconds = request.ProbeSeconds.TryGetValue(manifest.Id, out var own) ? own : request.TotalSeconds;
        var context = Context(manifest, folder, TimeSpan.FromSeconds(seconds));
        context.Progress("begins");
        if (!manifest.UsesWholeTime) context = context with { Interface = InterfaceOf(context, total), Meter = new ProbeMeter() };
        if (manifest.Tasks.Count > 0 && !manifest.Tasks.Contains(context.Interface.Task)) return ProbeResult.Inapplicable(NotFor(context.Interface));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(total);
        limit.CancelAfter(context.Budget.TotalTime);
        try
        {
            return Measured(await probe.RunAsync(context, limit.Token), context);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new([], [], $"The time of the probe, {seconds:0.#} s, was up.");
        }
        catch (OperationCanceledException)
        {
            return new([], [], $"A run of the model took longer than {request.RunSeconds:0.#} s.");
        }
        catch (OrtException exception)
        {
            return new([], [], $"The runtime refused a run that the probe needs: {EvidenceText.Quote(exception.Message, 512)}");
        }
        catch (Exception exception) when (exception is not ProbeProtocolException and not OutOfMemoryException && manifest.After.Count > 0)
        {
            // A defect of one probe, which a model may have been made for, must not silence the others; the coverage says that it did not examine.
            return new([], [], $"The probe failed: {exception.GetType().Name}: {EvidenceText.Quote(exception.Message, 512)}");
        }
    }

    private ProbeContext Context(ProbeManifest manifest, string folder, TimeSpan time)
    {
        _fraction = null;
        var budget = new ProbeBudget(TimeSpan.FromSeconds(request.RunSeconds), time, request.MemoryBytes);
        return new(runtime, model, request.Device, request.Seed, budget, text => Tell(manifest.Id, text))
        {
            Probe = manifest.Id,
            Earlier = _results,
            Resume = request.Resume.GetValueOrDefault(manifest.Id),
            WorkFolder = folder,
            Reference = request.Reference,
            Fraction = fraction => _fraction = fraction,
        };
    }

    /// <summary>Found out once for all probes, with a chance of its own, so that no probe's answer depends on which others run.</summary>
    private ModelInterface InterfaceOf(ProbeContext context, CancellationToken total)
    {
        if (_interface is not null) return _interface;
        context.Progress("finds out how the model is fed");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(total);
        limit.CancelAfter(InterfaceTime);
        return _interface = InterfaceDeduction.Deduce(context with { Probe = "interface" }, limit.Token);
    }

    private static string NotFor(ModelInterface model) => model.Problem ?? model.Task switch
    {
        ModelTask.ImageClassification => "this model classifies images",
        ModelTask.TextClassification => "this model classifies texts",
        ModelTask.CausalLanguageModel => "this model writes text",
        ModelTask.TextEncoding or ModelTask.ImageEncoding => "this model makes vectors",
        _ => "what this model is for is not known",
    };

    private static ProbeResult Measured(ProbeResult result, ProbeContext context)
    {
        var seconds = context.Meter.Elapsed.TotalSeconds;
        var share = seconds > 0 ? Math.Min(1, context.Meter.InRuntime.TotalSeconds / seconds) : 0;
        return result.NotApplicable is not null ? result : result with
        {
            Statistics = [.. result.Statistics, new ProbeReport(context.Probe, "", "probe_runtime_share", share, null, null, []) { Count = context.Meter.Runs },
                new ProbeReport(context.Probe, "", "probe_seconds", seconds, null, null, [])],
        };
    }

    /// <summary>Written before the call returns: what is announced may be the last thing that this process does.</summary>
    private void Tell(string probe, string text) => ProbeFrames
        .WriteAsync(output, new ProbeReply(ProbeReplyKind.Progress) { Probe = probe, Text = text, Fraction = _fraction }, CancellationToken.None).GetAwaiter().GetResult();
}
