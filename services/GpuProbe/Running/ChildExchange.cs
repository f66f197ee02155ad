using System.Globalization;
using Assay.Analysis.Probes;
using Assay.Contracts.Findings;
using Assay.GpuProbe.Protocol;
using Assay.Sandbox;

namespace Assay.GpuProbe.Running;

/// <summary>One request and its replies, over the pipes of a child that may say anything.</summary>
internal static class ChildExchange
{
    /// <summary>A probe tells its progress some dozen times; who talks without end is stopped.</summary>
    private const int MaxReplies = 10_000;

    /// <summary>Speaks with the child until it has ended. Does not throw for anything that the child does.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the child is dead by then.</exception>
    public static async Task<ChildOutcome> RunAsync(
        SandboxedProcess child, ProbeRequest request, IReadOnlyList<ProbeManifest> manifests, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(() => child.Kill());
        var outcome = new ChildOutcome();
        try
        {
            await AskAsync(child, request);
            for (var count = 0; !outcome.Done && outcome.Failure is null; count++)
            {
                if (count >= MaxReplies) throw new ProbeProtocolException($"It sent more than {MaxReplies} replies.");
                var reply = await ProbeFrames.ReadAsync<ProbeReply>(child.StandardOutput, CancellationToken.None);
                if (reply is null) break;
                outcome = Take(outcome, reply, request, manifests);
            }
        }
        // It died while it was spoken to; how it died says more.
        catch (IOException)
        {
        }
        catch (ProbeProtocolException exception) when (exception.IsCutOff)
        {
        }
        catch (ProbeProtocolException exception)
        {
            outcome = outcome with { Violation = EvidenceText.Quote(exception.Message) };
        }
        var exit = await EndAsync(child, outcome);
        cancellationToken.ThrowIfCancellationRequested();
        return outcome with { Exit = exit };
    }

    private static async Task AskAsync(SandboxedProcess child, ProbeRequest request)
    {
        try
        {
            await ProbeFrames.WriteAsync(child.StandardInput, request, CancellationToken.None);
        }
        // It did not wait for the question; what it has said is read all the same, and judged.
        catch (IOException)
        {
        }
    }

    private static async Task<SandboxExit> EndAsync(SandboxedProcess child, ChildOutcome outcome)
    {
        // It has said everything, and unloading drivers may take for ever; or it may say nothing more.
        if (outcome.Done || outcome.Failure is not null) child.Kill();
        if (outcome.Violation is not null) child.Kill(SandboxExitKind.ProtocolError);
        var exit = await child.Completion;
        // Also where it ended by itself before it could be killed.
        return outcome.Violation is null ? exit : exit with { Kind = SandboxExitKind.ProtocolError };
    }

    private static ChildOutcome Take(ChildOutcome outcome, ProbeReply reply, ProbeRequest request, IReadOnlyList<ProbeManifest> manifests)
    {
        if (outcome.Ready == (reply.Kind == ProbeReplyKind.Ready) && reply.Kind != ProbeReplyKind.Failure)
        {
            throw new ProbeProtocolException($"The reply {reply.Kind} came out of order.");
        }
        return reply.Kind switch
        {
            ProbeReplyKind.Ready => outcome with
            {
                Ready = true,
                Version = EvidenceText.Quote(reply.Version, 64),
                Providers = [.. (reply.Providers ?? []).Take(32).Select(name => EvidenceText.Quote(name, 64))],
            },
            ProbeReplyKind.Progress => outcome with { Probe = Known(reply, request), Doing = Doing(reply) },
            ProbeReplyKind.Result => Add(outcome, reply, manifests.Single(manifest => manifest.Id == Known(reply, request))),
            ProbeReplyKind.Failure => outcome with { Failure = EvidenceText.Quote(reply.Text ?? "no reason given", 1024) },
            ProbeReplyKind.Done when request.Model is null || outcome.Results.Count == request.Probes.Count => outcome with { Done = true },
            _ => throw new ProbeProtocolException("It said that it was done before it was."),
        };
    }

    private static string Doing(ProbeReply reply) => reply.Fraction is >= 0 and <= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{EvidenceText.Quote(reply.Text)} ({reply.Fraction.Value * 100:0} % done)")
        : EvidenceText.Quote(reply.Text);

    private static string Known(ProbeReply reply, ProbeRequest request) => request.Probes.FirstOrDefault(id => id == reply.Probe)
        ?? throw new ProbeProtocolException($"It spoke of a probe that was not asked for: {EvidenceText.Quote(reply.Probe, 64)}.");

    private static ChildOutcome Add(ChildOutcome outcome, ProbeReply reply, ProbeManifest manifest)
    {
        if (reply.Result is null || outcome.Results.ContainsKey(manifest.Id)) throw new ProbeProtocolException("A result is empty or came twice.");
        var results = new Dictionary<string, ProbeResult>(outcome.Results) { [manifest.Id] = ResultCheck.Rebuild(manifest, reply.Result) };
        return outcome with { Results = results, Probe = null, Doing = null };
    }
}
